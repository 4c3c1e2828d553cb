/** The browser's own secret: one per browser, shared by its tabs, and never in a link. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../platform/config.ts';

// Long enough for a sign-up begun tomorrow in the same browser; nothing but a sign-up hangs on it.
const cookieSeconds = 30 * 24 * 60 * 60;

/** The secret that this browser brings, or nothing when it brings none that we could have given. */
export function readBrowserSecret(request: FastifyRequest, config: Config): string | undefined {
  const given = request.cookies[browserCookieName(config)];
  return given !== undefined && /^[\w-]{43}$/.test(given) ? given : undefined;
}

/** Gives the browser its secret: HttpOnly, SameSite=Lax, and bound to this very host where https allows it. */
export function setBrowserSecret(reply: FastifyReply, config: Config, secret: string): void {
  reply.setCookie(browserCookieName(config), secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(config),
    maxAge: cookieSeconds,
  });
}

/** The prefix `__Host-` is refused by browsers without Secure (RFC 6265bis, 4.1.3.2). */
export function browserCookieName(config: Config): string {
  return isHttps(config) ? '__Host-otklik_browser' : 'otklik_browser';
}

function isHttps(config: Config): boolean {
  return config.appUrl.startsWith('https:');
}
