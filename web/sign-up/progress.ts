/** How far the sign-up is: pushed by the server, asked for every 3 seconds while the stream does not work. */
import { useQuery } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import { checkStatus, type SignUpState, signUpEvents } from '../../contract/sign-up.ts';
import { call } from '../lib/call.ts';
import { secondsUntil, setClock } from '../lib/clock.ts';
import { ApiError, worthRepeating } from '../lib/errors.ts';
import { type Feed, feed } from '../lib/feed.ts';
import { queryClient } from '../lib/queries.ts';
import { sharedStream } from '../lib/shared-stream.ts';
import { stream } from '../lib/stream.ts';
import { newer } from './step.ts';

const askEvery = 3000;

/** The state of the sign-up with this id as far as it is known, and what the last question failed with. */
export function useProgress(sessionId: string | undefined) {
  const following = useMemo(() => progressFeed(sessionId), [sessionId]);
  const asked = useQuery({
    queryKey: progressKey(sessionId),
    enabled: sessionId !== undefined,
    queryFn: async ({ signal }) => {
      const id = sessionId ?? '';
      const state = await call(checkStatus, { body: { sessionId: id } }, { signal });
      setClock(state.now);
      return newer(queryClient.getQueryData<SignUpState>(progressKey(id)), state);
    },
    refetchInterval: ({ state: { data, error } }) => {
      if (final(error)) return false;
      const overdue = data !== undefined && secondsUntil(data.expiresAt) === 0;
      return following.state() === 'open' && !error && !overdue ? false : askEvery;
    },
    refetchOnWindowFocus: 'always',
    gcTime: 0,
  });
  // The stream is opened for a sign-up that lives: a stale link costs one question, not three.
  const lives = asked.data !== undefined && !asked.data.ended && !final(asked.error);
  const pushed = useSyncExternalStore(lives ? following.subscribe : nothing, following.state);
  return { state: asked.data, error: asked.error, pushed };
}

/** Takes a state that came as the answer to something else. */
export function noteState(sessionId: string, state: SignUpState): void {
  setClock(state.now);
  queryClient.setQueryData<SignUpState>(progressKey(sessionId), (known) => newer(known, state));
}

/** Asks anew: something has happened of which only the server knows the outcome. */
export function askAgain(sessionId: string): void {
  void queryClient.invalidateQueries({ queryKey: progressKey(sessionId) });
}

/** Whether asking again would bring the same refusal. */
function final(error: unknown): boolean {
  return error instanceof ApiError && !worthRepeating(error) && error.status !== 429;
}

function progressKey(sessionId: string | undefined) {
  return ['sign-up', sessionId];
}

const nothing = () => () => undefined;
const silent: Feed = { subscribe: nothing, state: () => 'connecting' };

function progressFeed(sessionId: string | undefined): Feed {
  if (sessionId === undefined) return silent;
  const shared = sharedStream<SignUpState>(`otklik:sign-up:${sessionId}`, (listening) =>
    stream(signUpEvents, { query: { sessionId } }, listening),
  );
  return feed(
    shared,
    (state) => noteState(sessionId, state),
    () => askAgain(sessionId),
  );
}
