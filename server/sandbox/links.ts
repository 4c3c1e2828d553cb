/** Which links Telegram takes: the same rule for buttons and for links in texts. */

/** The link as Telegram would keep it, or nothing where it would refuse. Hosts without a dot (`localhost`) are refused. */
export function checkedLink(given: string): string | undefined {
  const trimmed = given.trim();
  if (trimmed === '' || /\s/.test(trimmed)) return undefined;
  if (/^(tg|ton|tonsite):/i.test(trimmed)) return trimmed;
  const address = /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `http://${trimmed}`;
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, href } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  if (!hostname.includes('.') && !hostname.startsWith('[')) return undefined;
  return href;
}

/** The id in `tg://user?id=…`, which mentions a person. */
export function mentionedUser(link: string): number | undefined {
  const id = /^tg:\/\/user\?id=(\d{1,16})$/i.exec(link.trim())?.[1];
  return id === undefined ? undefined : Number(id);
}
