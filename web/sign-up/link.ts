/** The link of the sign-up under way: kept in this browser, so that a reload or another tab goes on where one was. */
import { useMemo, useSyncExternalStore } from 'react';
import { z } from 'zod';
import { registerByTelegram } from '../../contract/sign-up.ts';
import { stored } from '../lib/browser.ts';

// All of it is public: the secret that belongs to it is a cookie that no script can read.
const linkShape = registerByTelegram.reply.extend({ name: z.string() });
export type Link = z.output<typeof linkShape>;

const kept = stored('otklik.sign-up');

export function keepLink(link: Link): void {
  kept.set(JSON.stringify(link));
}

export function dropLink(): void {
  kept.set(undefined);
}

/** The sign-up under way in this browser, if any; follows what other tabs do. */
export function useLink(): Link | undefined {
  const text = useSyncExternalStore(kept.subscribe, kept.get);
  return useMemo(() => parsed(text), [text]);
}

/** The bot's chat without the start parameter: for looking at what it has written. */
export function chatOf(link: Pick<Link, 'telegramLink'>): string {
  return link.telegramLink.split('?', 1)[0] ?? link.telegramLink;
}

function parsed(text: string | undefined): Link | undefined {
  try {
    return linkShape.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}
