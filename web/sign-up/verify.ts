/** Hands in the code. Repeating it after a lost answer is safe: the server gives the same answer for a minute. */
import { useMutation } from '@tanstack/react-query';
import type { Reply } from '../../contract/endpoint.ts';
import { verifyCode } from '../../contract/sign-up.ts';
import { call } from '../lib/call.ts';
import { ApiError, worthRepeating } from '../lib/errors.ts';
import { askAgain } from './progress.ts';

interface Outcome {
  onArrival(client: Reply<typeof verifyCode>['client'], token: string): void;
  /** The server said no to this code; after a lost answer the code is kept, to be handed in again. */
  onRefusal(): void;
}

export function useVerify(sessionId: string, { onArrival, onRefusal }: Outcome) {
  return useMutation({
    mutationFn: (code: string) => call(verifyCode, { body: { sessionId, code } }),
    retry: (failures, error) => failures < 1 && worthRepeating(error),
    onSuccess: ({ client, token }) => onArrival(client, token),
    onError(error) {
      if (!(error instanceof ApiError) || error.status >= 500) return;
      if (error.code !== 'request.too_many') onRefusal();
      askAgain(sessionId);
    },
  });
}
