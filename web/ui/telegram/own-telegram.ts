/** One's own Telegram, asked for and changed: the same calls for clients and for staff. */
import { type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Body, Reply } from '../../../contract/endpoint.ts';
import * as contract from '../../../contract/telegram.ts';
import { call } from '../../lib/call.ts';
import { setClock } from '../../lib/clock.ts';
import { withPassword } from '../../lib/password-again.ts';

export type TelegramStatus = Reply<typeof contract.clientTelegramStatus>;
export type PendingLink = NonNullable<TelegramStatus['pending']>;
type Answer = Body<typeof contract.clientTelegramConfirm>;

/** The calls of one kind of viewer. */
interface Doings {
  status(signal: AbortSignal): Promise<TelegramStatus>;
  makeLink(): Promise<Reply<typeof contract.clientTelegramLink>>;
  answer(body: Answer): Promise<TelegramStatus>;
  cancel(): Promise<TelegramStatus>;
  disconnect(): Promise<unknown>;
  test(): Promise<unknown>;
}

export const clientDoings: Doings = {
  status: (signal) => call(contract.clientTelegramStatus, {}, { signal }),
  makeLink: () => call(contract.clientTelegramLink, {}),
  answer: (body) => call(contract.clientTelegramConfirm, { body }),
  cancel: () => call(contract.clientTelegramCancel, {}),
  disconnect: () => call(contract.clientTelegramDisconnect, {}),
  test: () => call(contract.clientTelegramTest, {}),
};

export const staffDoings: Doings = {
  status: (signal) => call(contract.staffTelegramStatus, {}, { signal }),
  makeLink: () => call(contract.staffTelegramLink, {}),
  answer: (body) => withPassword(() => call(contract.staffTelegramConfirm, { body })),
  cancel: () => call(contract.staffTelegramCancel, {}),
  disconnect: () => withPassword(() => call(contract.staffTelegramDisconnect, {})),
  test: () => call(contract.staffTelegramTest, {}),
};

export type OwnTelegram = ReturnType<typeof useOwnTelegram>;

/** What is known of one's own Telegram, and what can be done about it. The page's live events ask again. */
export function useOwnTelegram(doings: Doings, queryKey: QueryKey) {
  const queries = useQueryClient();
  const show = (status: TelegramStatus) => queries.setQueryData(queryKey, status);
  const again = () => queries.invalidateQueries({ queryKey });
  const status = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const found = await doings.status(signal);
      if (found.pending) setClock(found.pending.now);
      return found;
    },
    // While somebody is on the way to the bot, a lost event must not leave them waiting.
    refetchInterval: ({ state }) => (state.data?.pending ? 4000 : false),
  });
  const link = useMutation({ mutationFn: doings.makeLink, onSuccess: again });
  const forget = (changed: TelegramStatus) => {
    link.reset();
    show(changed);
  };
  return {
    status,
    link,
    answer: useMutation({ mutationFn: doings.answer, onSuccess: forget, onError: again }),
    cancel: useMutation({ mutationFn: doings.cancel, onSuccess: forget }),
    disconnect: useMutation({ mutationFn: doings.disconnect, onSuccess: again }),
    test: useMutation({ mutationFn: doings.test }),
  };
}
