/** How an invoice stands, in a word and a colour. */
import { Badge, type BadgeTone } from '../../ui/Badge.tsx';
import { type InvoiceState, stateOf } from './invoice-state.ts';
import { useInvoicesWords } from './invoices-words.ts';

interface InvoiceStatusProps {
  invoice: Parameters<typeof stateOf>[0];
}

export function InvoiceStatus({ invoice }: InvoiceStatusProps) {
  const say = useStateWord();
  const state = stateOf(invoice);
  return <Badge tone={tones[state]}>{say(state)}</Badge>;
}

const tones: Record<InvoiceState, BadgeTone> = {
  draft: 'hollow',
  unpaid: 'cool',
  overdue: 'bad',
  claimed: 'warm',
  paid: 'tint',
  void: 'hollow',
};

/** The word for a state. */
export function useStateWord(): (state: InvoiceState) => string {
  const t = useInvoicesWords();
  return (state) => t(`state_${state}`);
}
