/** Begins a sign-up: the first time, and again for a new link. */
import { useMutation } from '@tanstack/react-query';
import { registerByTelegram } from '../../contract/sign-up.ts';
import { call } from '../lib/call.ts';
import { language } from '../lib/i18n.ts';
import { keepLink } from './link.ts';

export function useRegister() {
  return useMutation({
    mutationFn: (name: string) =>
      call(registerByTelegram, { body: { name, language: language() } }),
    onSuccess: (link, name) => keepLink({ ...link, name }),
  });
}
