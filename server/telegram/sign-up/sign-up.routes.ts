import * as contract from '../../../contract/sign-up.ts';
import { readCompany } from '../../company/company.ts';
import { giveTokens } from '../../identity/identity.ts';
import { type Http, route } from '../../platform/http.ts';
import { stream } from '../../platform/http-stream.ts';
import type { Platform } from '../../platform/platform.ts';
import { readBrowserSecret, setBrowserSecret } from './browser-cookie.ts';
import {
  beginSignUp,
  consentText,
  deleteOverSignUps,
  followSignUp,
  readSignUpState,
  requireBotSecret,
  resendCode,
  shareContact,
  showSignUpState,
  verifyCode,
} from './sign-up.ts';

/** Routes of people who are not signed in yet, the door for a bot that runs elsewhere, and the tidying up. */
export function registerSignUpRoutes(
  http: Http,
  platform: Platform,
  bot: { username(): string },
): void {
  const { config } = platform;
  platform.jobs.schedule('delete-over-sign-ups', '*/5 * * * *', () => deleteOverSignUps(platform));

  route(http, contract.about, async ({ language }) => {
    const company = await readCompany(platform.database.handle, platform);
    return {
      companyName: company.name,
      botUsername: bot.username(),
      consent: {
        version: company.consentVersion,
        text: consentText(company, language),
        ...(company.consentUrl && { url: company.consentUrl }),
      },
      ...(config.sandbox.enabled && { sandbox: { production: config.production } }),
    };
  });

  route(http, contract.registerByTelegram, async ({ body, request, reply, language, address }) => {
    const botUsername = bot.username();
    const { browserSecret, expiresAt, ...begun } = await beginSignUp(platform, {
      name: body.name,
      language: body.language ?? language,
      userAgent: request.headers['user-agent'],
      browserSecret: readBrowserSecret(request, config),
      replaces: body.replaces,
      address,
      botUsername,
    });
    setBrowserSecret(reply, config, browserSecret);
    return {
      ...begun,
      botUsername,
      status: 'pending' as const,
      expiresAt: expiresAt.toISOString(),
    };
  });

  route(http, contract.checkStatus, async ({ body, request, address }) => {
    const browserSecret = readBrowserSecret(request, config);
    return readSignUpState(platform, { ...body, browserSecret, address });
  });

  stream(
    http,
    contract.signUpEvents,
    async ({ query, request, address }, gone) => {
      const browserSecret = readBrowserSecret(request, config);
      return followSignUp(platform, { ...query, browserSecret, address }, gone);
    },
    ({ query }) => query.sessionId,
  );

  route(http, contract.resendCode, async ({ body, request, address }) => {
    const shown = { ...body, browserSecret: readBrowserSecret(request, config), address };
    await resendCode(platform, shown);
    return showSignUpState(platform, shown);
  });

  route(http, contract.verifyCode, async ({ body, request, reply, address }) => {
    const browserSecret = readBrowserSecret(request, config);
    const verified = await verifyCode(platform, { ...body, browserSecret, address });
    const { token } = await giveTokens(platform, reply, verified.sessionId);
    setBrowserSecret(reply, config, verified.browserSecret);
    const { id, name, phone } = verified.client;
    return { token, client: { id, name, phone } };
  });

  // Whoever may not knock does not learn what a right body looks like.
  http.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.access !== 'bot') return;
    requireBotSecret(config.botSecret, request.headers.authorization);
  });

  route(http, contract.shareContact, async ({ body }) => ({
    status: await shareContact(platform, body),
  }));
}
