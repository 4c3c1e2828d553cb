/** What the page reads from the sandbox; kept fresh by the stream, so that nothing is asked twice. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  sandboxAbout,
  sandboxCalls,
  sandboxFaults,
  sandboxPhoneChat,
  sandboxPhones,
} from '../../contract/sandbox.ts';
import type { SandboxState } from '../../contract/sandbox-shapes.ts';
import { call } from '../lib/call.ts';

export const keys = {
  all: ['sandbox'],
  state: ['sandbox', 'state'],
  phones: ['sandbox', 'phones'],
  chat: (phoneId: string) => ['sandbox', 'chat', phoneId],
  faults: ['sandbox', 'faults'],
  calls: ['sandbox', 'calls'],
};

// The stream tells when these change, and everything is read again whenever it opens.
const live = { staleTime: Number.POSITIVE_INFINITY };
const curious = 2000;

/** The bot and the switches; `watched`: also the number of waiting updates, which no event tells. */
export function useSandboxState(watched = false) {
  return useQuery({
    queryKey: keys.state,
    queryFn: ({ signal }) => call(sandboxAbout, {}, { signal }),
    ...live,
    refetchInterval: watched && curious,
  });
}

export function usePhones() {
  return useQuery({
    queryKey: keys.phones,
    queryFn: async ({ signal }) => (await call(sandboxPhones, {}, { signal })).phones,
    ...live,
  });
}

export function chatQuery(phoneId: string) {
  return {
    queryKey: keys.chat(phoneId),
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      call(sandboxPhoneChat, { params: { phoneId } }, { signal }),
    ...live,
  };
}

export function useChat(phoneId: string) {
  return useQuery(chatQuery(phoneId));
}

/** How often a fault has struck is told by no event either. */
export function useFaults() {
  return useQuery({
    queryKey: keys.faults,
    queryFn: async ({ signal }) => (await call(sandboxFaults, {}, { signal })).faults,
    refetchInterval: curious,
  });
}

/** The latest calls, the newest first. */
export function useCalls() {
  return useQuery({
    queryKey: keys.calls,
    queryFn: async ({ signal }) => {
      const { calls } = await call(sandboxCalls, { query: { limit: 40 } }, { signal });
      return calls.toReversed();
    },
    refetchInterval: curious,
  });
}

/** Changes a switch, and shows what became of it. */
export function useStateChange<Input>(change: (input: Input) => Promise<SandboxState>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (state) => client.setQueryData(keys.state, state),
  });
}
