/** Says above the conversation that news does not reach the client in Telegram, and how to reach them instead. */
import { Callout } from '../../ui/Callout.tsx';
import { PhoneLink } from '../../ui/PhoneLink.tsx';
import { useClientTelegram } from '../clients/clients-queries.ts';
import { useTicketWords } from './ticket-words.ts';
import type { Ticket } from './use-ticket.ts';

export function Unreachable({ ticket: { client } }: { ticket: Ticket }) {
  const t = useTicketWords();
  const { data } = useClientTelegram(client.id);
  if (!data || data.state === 'connected') return null;
  return (
    <Callout tone={data.state === 'blocked' ? 'warm' : 'calm'}>
      {t(data.state === 'blocked' ? 'unreachable_blocked' : 'unreachable_none')}{' '}
      {client.phone && (
        <>
          {t('unreachable_call')} <PhoneLink phone={client.phone} />
        </>
      )}
    </Callout>
  );
}
