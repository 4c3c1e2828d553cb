/** Access tokens: JWTs that live 15 minutes, in memory only; the session's row is asked at each request all the same. */

import jwt from '@fastify/jwt';
import type { FastifyRequest } from 'fastify';
import type { Http } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';

const minutes = 15;

interface Claims {
  sid: string;
  sub: string;
  kind: Holder['kind'];
  iat: number;
  exp: number;
}

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: Claims;
    user: Claims;
  }
}

/** Whom a session belongs to. */
export interface Holder {
  kind: 'client' | 'staff';
  id: string;
}

export interface Named {
  sessionId: string;
  holder: Holder;
}

const signers = new WeakMap<Platform, Http>();

export async function registerAccessTokens(http: Http, platform: Platform): Promise<void> {
  await http.register(jwt, {
    secret: platform.secrets.key('session'),
    sign: { algorithm: 'HS256' },
    verify: { algorithms: ['HS256'], ignoreExpiration: true },
  });
  signers.set(platform, http);
}

export function newAccessToken(platform: Platform, { sessionId, holder }: Named): string {
  const http = signers.get(platform);
  if (!http) throw new Error('registerAccessTokens has not been called.');
  const iat = Math.floor(platform.clock.now().getTime() / 1000);
  return http.jwt.sign({
    sid: sessionId,
    sub: holder.id,
    kind: holder.kind,
    iat,
    exp: iat + minutes * 60,
  });
}

/** Whom the bearer token of a request names; nothing when there is none, it is not ours, or its time is over. */
export async function readAccessToken(
  platform: Platform,
  request: FastifyRequest,
): Promise<(Named & { expiresAt: Date }) | undefined> {
  if (!/^Bearer \S+$/i.test(request.headers.authorization ?? '')) return undefined;
  try {
    const claims = await request.jwtVerify<Claims>();
    // The library would compare with the system's time; ours is the injected clock.
    const seconds = platform.clock.now().getTime() / 1000;
    if (claims.exp <= seconds) return undefined;
    const expiresAt = new Date(claims.exp * 1000);
    return { sessionId: claims.sid, holder: { kind: claims.kind, id: claims.sub }, expiresAt };
  } catch {
    return undefined;
  }
}
