/** Begins a sign-up: the first time, and again for a new link. */
import { useMutation } from '@tanstack/react-query';
import { registerByTelegram } from '../../contract/sign-up.ts';
import { call } from '../lib/call.ts';
import { language } from '../lib/i18n.ts';
import { keepLink, type Link } from './link.ts';

/** `former` is this browser's sign-up that the new link takes the place of. */
export function useRegister(former: Link | undefined) {
  return useMutation({
    mutationFn: (name: string) =>
      call(registerByTelegram, {
        body: { name, language: language(), replaces: former?.sessionId },
      }),
    onSuccess: (link, name) => keepLink({ ...link, name }),
  });
}
