/** Signing up and coming back: a name in the browser, a contact in the bot, a code back in the browser. */

export { consentText } from './consent.ts';
export { helpConversation, signUpConversation } from './conversation.ts';
export { type Beginning, type Begun, beginSignUp } from './sign-up-begin.ts';
export { resendCode } from './sign-up-code.ts';
export { requireBotSecret, type SharedContact, shareContact } from './sign-up-external.ts';
export { followSignUp, readSignUpState, showSignUpState } from './sign-up-state.ts';
export { deleteOverSignUps } from './sign-up-sweep.ts';
export { recordSignUpOutcome } from './sign-up-topic.ts';
export { type Verified, verifyCode } from './sign-up-verify.ts';
