/** The third step: the code from the chat opens the session. */
import { Anchor, Button, Stack, Text } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import type { Reply } from '../../contract/endpoint.ts';
import { codeLength, type SignUpState, type verifyCode } from '../../contract/sign-up.ts';
import { clockFace, useSecondsUntil } from '../lib/clock.ts';
import { ApiError, refusedWith } from '../lib/errors.ts';
import { useFailureWords } from '../lib/failure-words.ts';
import { phoneForm } from '../lib/phone-form.ts';
import { StepHeading } from '../ui/StepHeading.tsx';
import { CodeBoxes } from './CodeBoxes.tsx';
import styles from './CodeStep.module.css';
import { Delivery } from './Delivery.tsx';
import { chatOf, type Link } from './link.ts';
import { Resend } from './Resend.tsx';
import { useSignUpWords } from './sign-up-words.ts';
import { useVerify } from './verify.ts';

interface CodeStepProps {
  link: Link;
  state: SignUpState;
  onArrival(client: Reply<typeof verifyCode>['client'], token: string): void;
  onStartAgain(): void;
}

export function CodeStep({ link, state, onArrival, onStartAgain }: CodeStepProps) {
  const t = useSignUpWords();
  const { failure } = useFailureWords();
  const [code, setCode] = useState('');
  const boxes = useRef<HTMLDivElement>(null);
  const verify = useVerify(link.sessionId, {
    onArrival,
    onRefusal() {
      setCode('');
      focusFirstBox();
    },
  });
  const secondsLeft = useSecondsUntil(state.codeExpiresAt);
  const over = state.codeExpiresAt !== undefined && secondsLeft === 0;
  const spent = state.triesLeft === 0;
  const bot = `@${link.botUsername}`;

  const confirm = (given: string) => {
    if (given.length === codeLength && !verify.isPending) verify.mutate(given);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm(code);
  };

  return (
    <form onSubmit={submit} onKeyDown={digitsGoToBoxes} className={styles.form}>
      <Stack gap="lg">
        <Stack gap={8}>
          <StepHeading>{t('code_title')}</StepHeading>
          <Text c="dimmed">
            {t('code_sent', { bot })}{' '}
            <Anchor href={chatOf(link)} target="_blank" rel="noopener">
              {t('to_chat')}
            </Anchor>
          </Text>
          {state.phone && (
            <Text>
              {t('code_phone')} <b className={styles.phone}>{phoneForm(state.phone)}</b>
            </Text>
          )}
        </Stack>
        <Delivery state={state} bot={bot} />
        <CodeBoxes
          ref={boxes}
          value={code}
          disabled={spent || over}
          wrong={refusedWith(verify.error, 'code.wrong') && code === ''}
          busy={verify.isPending}
          onChange={setCode}
          onComplete={confirm}
        />
        {state.codeExpiresAt && !over && !spent && (
          <Text
            size="sm"
            c="dimmed"
            ta="center"
            role="timer"
            aria-live="off"
            className={styles.timer}
          >
            {t('code_left', { time: clockFace(secondsLeft) })}
          </Text>
        )}
        <div role="alert" className={styles.problem}>
          {spent ? t('no_tries') : over ? t('code_over') : problem()}
        </div>
        {!spent && !over && (
          <Button type="submit" size="lg" loading={verify.isPending}>
            {verify.isPending ? t('code_checking') : t('code_confirm')}
          </Button>
        )}
        <Resend
          link={link}
          state={state}
          urgent={spent || over}
          onSent={() => {
            setCode('');
            verify.reset();
          }}
          onStartAgain={onStartAgain}
        />
      </Stack>
    </form>
  );

  function focusFirstBox(): void {
    boxes.current?.querySelector('input')?.focus();
  }

  // The heading has the focus when the step appears: who begins to type or paste means the boxes.
  function digitsGoToBoxes(event: KeyboardEvent): void {
    const elsewhere = !(event.target instanceof HTMLInputElement);
    const paste = (event.ctrlKey || event.metaKey) && event.code === 'KeyV';
    if (elsewhere && code === '' && (paste || /^\d$/.test(event.key))) focusFirstBox();
  }

  function problem(): string | null {
    if (!verify.error) return null;
    const left = verify.error instanceof ApiError ? verify.error.triesLeft : undefined;
    const said = failure(verify.error);
    return left === undefined ? said : `${said} ${t('tries', { count: left })}`;
  }
}
