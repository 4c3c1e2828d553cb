/** Changes one ticket or many, says so, and can take it back. */
import { useMutation } from '@tanstack/react-query';
import type { Body } from '../../../contract/endpoint.ts';
import { updateTickets } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { queryClient } from '../../lib/queries.ts';
import { toast } from '../../ui/toasts.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { useQueueWords } from './queue-words.ts';

type Change = Body<typeof updateTickets>['items'][number];

/** What is done to each of the tickets. */
export type Changes = Omit<Change, 'id'>;

export function useChangeTickets() {
  const t = useQueueWords();
  const { failure } = useFailureWords();
  const { mutateAsync, isPending } = useMutation({
    mutationFn: (items: Change[]) => call(updateTickets, { body: { items } }),
    onSettled: () => {
      for (const what of ['queue', 'counts', 'ticket']) {
        void queryClient.invalidateQueries({ queryKey: adminKey(what) });
      }
    },
  });
  return { changing: isPending, change };

  /** `said`: what has been done, in the toast. Tells whether it was. */
  async function change(ids: readonly string[], changes: Changes, said: string): Promise<boolean> {
    try {
      const { before, passedOver } = await mutateAsync(ids.map((id) => ({ id, ...changes })));
      if (before.length === 0) {
        toast({
          tone: 'bad',
          text: t('passed_over', { count: passedOver }),
          id: 'tickets-changed',
        });
        return false;
      }
      const text = passedOver > 0 ? `${said}. ${t('passed_over', { count: passedOver })}` : said;
      toast({ text, undo: () => void takeBack(before), id: 'tickets-changed' });
      return true;
    } catch (error) {
      toast({ tone: 'bad', text: failure(error), id: 'tickets-changed' });
      return false;
    }
  }

  async function takeBack(before: Change[]): Promise<void> {
    try {
      await mutateAsync(before);
      toast({ text: t('taken_back'), id: 'tickets-changed' });
    } catch (error) {
      toast({ tone: 'bad', text: failure(error), id: 'tickets-changed' });
    }
  }
}
