/** Where the links of messages and deep links lead. */

/** Schemes that a message may open; anything else stays plain text. */
const opened = ['http:', 'https:', 'mailto:', 'tel:', 'tg:'];

/** The address that a link may be given, or nothing where it is not fit to be one. */
export function safeAddress(given: string | undefined): string | undefined {
  if (!given) return undefined;
  const complete = /^[a-z][a-z\d+.-]*:/i.test(given) ? given : `https://${given}`;
  if (!URL.canParse(complete)) return undefined;
  const url = new URL(complete);
  return opened.includes(url.protocol) ? atHome(url) : undefined;
}

/** A short form of the address for people: where it leads, without scheme and query. */
export function destination(address: string): string {
  if (address.startsWith('/')) return address.replace(/\?.*$/, '');
  const { host, pathname, protocol } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') return address;
  return host + (pathname === '/' ? '' : pathname);
}

/** A start parameter as Telegram takes it: 1 to 64 of `A-Z a-z 0-9 _ -` (core.telegram.org, deep linking). */
export function startParameter(given: string | null): string | undefined {
  return given !== null && /^[\w-]{1,64}$/.test(given) ? given : undefined;
}

/** The page with one phone, ready to press Start. */
export function phoneAddress(phoneId: string, start: string | undefined): string {
  const search = new URLSearchParams({ phone: phoneId, ...(start ? { start } : {}) });
  return `/sandbox?${search}`;
}

// Links to t.me would leave the sandbox for the real thing: they lead to its stand-in.
function atHome(url: URL): string {
  const bot = url.hostname === 't.me' ? /^\/(\w{4,32})$/.exec(url.pathname)?.[1] : undefined;
  return bot ? `/sandbox/t/${bot}${url.search}` : url.href;
}
