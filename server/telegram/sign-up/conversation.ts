/** The bot's side of a sign-up: what it answers to links, contacts, buttons and anything else. */
import { Composer, type Filter, type NextFunction } from 'grammy';
import { readCompany } from '../../company/company.ts';
import { enqueueNotices, type Keyboard } from '../../notifications/notifications.ts';
import { CodedError } from '../../platform/errors.ts';
import type { Limit } from '../../platform/limits.ts';
import { findSpeakers } from '../answering/speakers.ts';
import type { BotContext } from '../bot-context.ts';
import type { en } from '../locales/en.ts';
import { secondsOver } from '../over-limit.ts';
import { mayPress } from '../press-limit.ts';
import { knownLanguage, sayInTelegram } from '../words.ts';
import { ownContact, provenPhone } from './contact.ts';
import { answerNotice, buttonActions, promptNotice, shareKeyboard } from './sign-up.notices.ts';
import type { SignUp } from './sign-up.queries.ts';
import { knownPhoneOf, takeContact } from './sign-up-contact.ts';
import { declineSignUp } from './sign-up-end.ts';
import { answerLimits, codeLimits, openLimits, talkLimits } from './sign-up-limits.ts';
import { findSignUpOf, openSignUp } from './sign-up-open.ts';

type PrivateMessage = Filter<BotContext, 'message'>;
type Press = Filter<BotContext, 'callback_query:data'>;
type Key = keyof typeof en & Parameters<typeof sayInTelegram>[1];

const declineWords = [sayInTelegram('ru', 'button.decline'), sayInTelegram('en', 'button.decline')];

/** Registers nothing but private chats with people. What belongs to no sign-up is passed on to whoever comes after it. */
export function signUpConversation(): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const people = composer.chatType('private').filter((context) => context.from?.is_bot === false);
  const messages = people.on('message');
  messages.command('start', (context) => answerStart(context, context.match.trim()));
  messages.on('message:contact', answerContact);
  messages.hears(declineWords, answerDecline);
  messages.use(answerWaiting);
  people.on('callback_query:data', answerPress);
  return composer;
}

/** The last resort: says what the bot is for, and that a button does nothing any more. */
export function helpConversation(): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const people = composer.chatType('private').filter((context) => context.from?.is_bot === false);
  people.on('message', answerHelp);
  people.on('callback_query:data', async (context) => {
    if (await mayPress(context)) answerStale(context);
  });
  return composer;
}

async function answerHelp(context: PrivateMessage): Promise<void> {
  const { client, staff } = (await findSpeakers(context.tx, context.chat.id)) ?? {};
  await say(context, client ? 'help.client' : staff ? 'help.staff' : 'help.text');
}

async function answerStart(context: PrivateMessage, sessionId: string): Promise<void> {
  const { tx, platform, from } = context;
  if (!sessionId) return say(context, 'start.no_link');
  const waitSeconds = await secondsOver(context, openLimits);
  if (waitSeconds) return say(context, 'start.too_many', { count: minutes(waitSeconds) });
  const language = knownLanguage(from.language_code);
  const user = { id: from.id, username: from.username, language };
  const opening = await openSignUp(tx, platform, { sessionId, user });
  if (opening.kind === 'opened') return prompt(context, opening.signUp);
  if (opening.kind === 'declined' || opening.kind === 'replaced')
    return say(context, 'start.ended');
  return say(context, `start.${opening.kind}`);
}

async function prompt(context: PrivateMessage | Press, signUp: SignUp): Promise<void> {
  const { tx, platform, from } = context;
  if (signUp.status !== 'pending') return say(context, 'code.already_sent');
  const known = (await knownPhoneOf(tx, from.id)) !== undefined;
  const company = await readCompany(tx, platform);
  await enqueueNotices(tx, platform, [promptNotice(company, signUp, { known })]);
}

async function answerContact(context: Filter<PrivateMessage, 'message:contact'>): Promise<void> {
  const signUp = await findSignUpOf(context.tx, context.from.id);
  if (!signUp) return say(context, 'contact.no_sign_up', {}, { remove: true });
  if (signUp.status !== 'pending') return say(context, 'code.already_sent', {}, { remove: true });
  const own = ownContact(context.message);
  if (!own) return say(context, 'contact.not_own');
  try {
    await takeProved(context, signUp, provenPhone(own.phone));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    await say(context, error.code === 'phone.anonymous' ? 'contact.anonymous' : 'contact.invalid');
  }
}

async function answerDecline(context: PrivateMessage): Promise<void> {
  const signUp = await findSignUpOf(context.tx, context.from.id);
  if (!signUp) return say(context, 'help.text', {}, { remove: true });
  await declineSignUp(context.tx, context.platform, signUp.id);
  await say(context, 'declined.text', {}, { remove: true });
}

/** Buttons are as untrusted as any message: what counts is whose sign-up it is. */
async function answerPress(context: Press, next: NextFunction): Promise<void> {
  const { tx, platform, from } = context;
  const [action, id] = context.callbackQuery.data.split(':');
  if (action !== buttonActions.signIn && action !== buttonActions.decline) return next();
  if (!(await mayPress(context))) return;
  const signUp = await findSignUpOf(tx, from.id);
  if (
    !signUp ||
    signUp.id !== id ||
    (action === buttonActions.signIn && signUp.status !== 'pending')
  ) {
    answerStale(context);
    return;
  }
  context.afterCommit(() => context.answerCallbackQuery());
  if (action === buttonActions.decline) {
    await declineSignUp(tx, platform, signUp.id);
    await say(context, 'declined.text', {}, { remove: true });
    context.afterCommit(() => context.editMessageReplyMarkup());
    return;
  }
  const phone = await knownPhoneOf(tx, from.id);
  // The client may have been deleted since the question: then the contact must prove the number anew.
  if (phone === undefined) return prompt(context, signUp);
  if (await takeProved(context, signUp, phone)) {
    context.afterCommit(() => context.editMessageReplyMarkup());
  }
}

function answerStale(context: Press): void {
  const text = sayInTelegram(languageOf(context), 'button.stale');
  context.afterCommit(() => context.answerCallbackQuery({ text }));
}

async function answerWaiting(context: PrivateMessage, next: NextFunction): Promise<void> {
  const signUp = await findSignUpOf(context.tx, context.from.id);
  if (!signUp) return next();
  if (signUp.status !== 'pending') return say(context, 'code.already_sent');
  const known = (await knownPhoneOf(context.tx, context.from.id)) !== undefined;
  if (known) return say(context, 'help.waiting_sign_in');
  return say(context, 'help.waiting', {}, shareKeyboard(languageOf(context)));
}

async function takeProved(
  context: PrivateMessage | Press,
  signUp: SignUp,
  phone: string,
): Promise<boolean> {
  const waitSeconds = await secondsOver(context, codeLimits);
  if (waitSeconds) {
    await say(context, 'code.too_many', { count: minutes(waitSeconds) });
    return false;
  }
  const given = { signUpId: signUp.id, phone };
  const taken = await takeContact(context.tx, context.platform, given);
  if (!taken) await say(context, 'contact.failed');
  return taken;
}

async function say(
  context: PrivateMessage | Press,
  key: Key,
  values: Record<string, string | number> = {},
  keyboard?: Keyboard,
): Promise<void> {
  if (await secondsOver(context, limitsOf(key))) return;
  const { tx, platform, from } = context;
  const company = await readCompany(tx, platform);
  const all = { company: company.name, ...values };
  const text = sayInTelegram(languageOf(context), key, all);
  await enqueueNotices(tx, platform, [answerNotice(from.id, text, keyboard)]);
}

/** Above these the bot is silent. What follows from a link is bounded by how many may be opened. */
function limitsOf(key: Key): Limit[] {
  if (key === 'start.no_link' || key.startsWith('help.')) return talkLimits;
  const ofLink = key === 'declined.text' || key.startsWith('start.');
  return ofLink && key !== 'start.too_many' ? [] : answerLimits;
}

function languageOf({ from }: PrivateMessage | Press) {
  return knownLanguage(from.language_code) ?? 'en';
}

function minutes(seconds: number): number {
  return Math.ceil(seconds / 60);
}
