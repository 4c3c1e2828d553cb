/** A button under a notice that opens a page of ours. */
import type { InlineButton } from './notice.ts';

/** Nothing where the address is one that only this machine knows, or not encrypted: Telegram refuses such buttons. */
export function pageButton(
  appUrl: string,
  { path, text }: { path: string; text: string },
): InlineButton | undefined {
  const url = pageUrl(appUrl, path);
  return url === undefined ? undefined : { text, action: { url } };
}

/** The address of a page of ours for whoever reads on a phone of their own; nothing where they could not open it. */
export function pageUrl(appUrl: string, path: string): string | undefined {
  const { protocol, hostname } = new URL(appUrl);
  const local = /^(localhost|.*\.localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$/.test(hostname);
  if (protocol !== 'https:' || local) return undefined;
  return `${appUrl.replace(/\/$/, '')}${path}`;
}
