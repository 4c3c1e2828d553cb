/** What setWebhook takes, and what it refuses. Plain http is allowed on loopback only, as a server of one's own allows it. */
import type { Params } from './params.ts';
import { badRequest } from './refusal.ts';

export interface WebhookSettings {
  url: string;
  secretToken?: string;
  maxConnections: number;
}

/** Throws Telegram's refusals. An empty address means: no webhook. */
export function readWebhookSettings(params: Params): WebhookSettings | undefined {
  const url = params.text('url').trim();
  if (url === '') return undefined;
  if (!URL.canParse(url)) throw badRequest('invalid webhook URL specified');
  const { protocol, hostname, port } = new URL(url);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && loopback)) {
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  }
  if (!loopback && !['', '80', '88', '443', '8443'].includes(port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
  const secretToken = params.text('secret_token');
  if (secretToken.length > 256) throw badRequest('secret token is too long');
  if (/[^\w-]/.test(secretToken)) throw badRequest('secret token contains unallowed characters');
  const connections = params.integer('max_connections');
  return {
    url,
    maxConnections: connections >= 1 && connections <= 100 ? connections : 40,
    ...(secretToken !== '' && { secretToken }),
  };
}
