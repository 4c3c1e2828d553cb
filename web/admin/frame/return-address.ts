/** Where somebody goes after signing in: back to the page of the desk that was asked for, and nowhere else. */

const desk = '/admin';

/** The address of the way in that remembers this page. */
export function signInAddress(here: { pathname: string; search: string }): string {
  const back = here.pathname + here.search;
  return back === desk ? `${desk}/sign-in` : `${desk}/sign-in?back=${encodeURIComponent(back)}`;
}

/** The remembered page, if it is one of the desk on this very site. */
export function returnAddress(given: string | null): string {
  if (!given || !/^\/admin(\/|$)/.test(given)) return desk;
  let address: URL;
  try {
    address = new URL(given, 'https://desk.invalid');
  } catch {
    return desk;
  }
  // The browser reads "\" and ".." its own way: what counts is what it made of them.
  const outside =
    address.origin !== 'https://desk.invalid' || !/^\/admin(\/|$)/.test(address.pathname);
  if (outside || /^\/admin\/(sign-in|link)(\/|$)/.test(address.pathname)) return desk;
  return address.pathname + address.search;
}
