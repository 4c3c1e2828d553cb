/** What the pages of messages ask the server. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import {
  type ClientFilter,
  clientMessages,
  listCustomMessages,
  listRecipients,
  type MessageOutcome,
  type MessageProgress,
  previewCustomMessage,
  readCustomMessage,
} from '../../../contract/custom-messages.ts';
import type { Reply } from '../../../contract/endpoint.ts';
import { call } from '../../lib/call.ts';
import { queryClient } from '../../lib/queries.ts';
import { adminKey } from '../frame/admin-key.ts';

export type SentToClient = Reply<typeof clientMessages>['items'][number];
export type Receipt = Reply<typeof listRecipients>['items'][number];
export type Preview = Reply<typeof previewCustomMessage>;

const first = undefined as string | undefined;
const from = (after: string | undefined) => (after === undefined ? {} : { after });
/** Milliseconds: so often a page looks while something is on its way. */
const again = 2000;

export function useMessages() {
  return useInfiniteQuery({
    queryKey: adminKey('messages', 'list'),
    queryFn: ({ pageParam, signal }) =>
      call(listCustomMessages, { query: { limit: 20, ...from(pageParam) } }, { signal }),
    initialPageParam: first,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isUnderWay)) ? 2 * again : false,
  });
}

export function useMessage(messageId: string) {
  return useQuery({
    queryKey: adminKey('messages', messageId),
    queryFn: ({ signal }) => call(readCustomMessage, { params: { messageId } }, { signal }),
    refetchInterval: ({ state }) => (state.data ? pauseOf(state.data) : false),
  });
}

export function useReceipts(message: MessageProgress, state: MessageOutcome | undefined) {
  const { id: messageId } = message;
  return useInfiniteQuery({
    queryKey: adminKey('messages', messageId, 'recipients', state),
    queryFn: ({ pageParam, signal }) =>
      call(
        listRecipients,
        { params: { messageId }, query: { ...(state && { state }), ...from(pageParam) } },
        { signal },
      ),
    initialPageParam: first,
    getNextPageParam: ({ next }) => next,
    refetchInterval: pauseOf(message),
  });
}

/** Whom a message to these clients would reach. */
export function usePreview(filter: ClientFilter) {
  return useQuery({
    queryKey: adminKey('messages', 'preview', filter),
    queryFn: ({ signal }) => call(previewCustomMessage, { body: { filter } }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** What this client was sent, the newest first. */
export function useMessagesTo(clientId: string) {
  return useInfiniteQuery({
    queryKey: adminKey('client', clientId, 'messages'),
    queryFn: ({ pageParam, signal }) =>
      call(
        clientMessages,
        { params: { clientId }, query: { limit: 5, ...from(pageParam) } },
        { signal },
      ),
    initialPageParam: first,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ state }) => state === 'waiting'))
        ? again
        : false,
  });
}

export function refreshMessages(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: adminKey('messages') });
}

/** While receipts still change; all of them are read for it, and a large group takes minutes anyway. */
function pauseOf(message: MessageProgress): number | false {
  if (!isUnderWay(message)) return false;
  return message.recipients > 1000 ? 3 * again : again;
}

/** Whether something of it is still to be sent now. */
function isUnderWay({ counts }: Pick<MessageProgress, 'counts'>): boolean {
  return counts.waiting > 0;
}
