/** The switches beside the phones: Telegram's moods, new phones, the bot's calls, and a fresh start. */
import { ActionIcon, Button, Group, Switch } from '@mantine/core';
import { useState } from 'react';
import { sandboxReset, sandboxSwitch } from '../../contract/sandbox.ts';
import type { SandboxPhone } from '../../contract/sandbox-shapes.ts';
import { call } from '../lib/call.ts';
import { Failure } from '../ui/Failure.tsx';
import { AddPhone } from './AddPhone.tsx';
import { Calls } from './Calls.tsx';
import { Faults } from './Faults.tsx';
import { CloseIcon } from './icons.tsx';
import styles from './Panel.module.css';
import { Part } from './PanelPart.tsx';
import { useSandboxState, useStateChange } from './sandbox-queries.ts';
import { useSandboxWords } from './sandbox-words.ts';

interface PanelProps {
  phones: SandboxPhone[];
  /** Opened in order to add a phone: that comes first, then. */
  adding: boolean;
  added(phone: SandboxPhone): void;
  close(): void;
}

export function Panel({ phones, adding, added, close }: PanelProps) {
  const t = useSandboxWords();
  const newcomer = (
    <Part title={t('add_phone')}>
      <AddPhone added={added} focus={adding} />
    </Part>
  );
  return (
    <aside
      className={styles.panel}
      aria-label={t('panel')}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <Group justify="space-between" wrap="nowrap">
        <h2 className={styles.title}>{t('panel')}</h2>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          radius="xl"
          aria-label={t('panel_close')}
          autoFocus={!adding}
          onClick={close}
        >
          <CloseIcon />
        </ActionIcon>
      </Group>
      {adding && newcomer}
      <Part title={t('telegram')}>
        <Moods />
      </Part>
      <Faults phones={phones} />
      <Part title={t('calls')}>
        <Calls phones={phones} />
      </Part>
      <Part title={t('reset')}>
        <Reset />
      </Part>
      {!adding && newcomer}
    </aside>
  );
}

function Moods() {
  const t = useSandboxWords();
  const { data: state } = useSandboxState(true);
  const turn = useStateChange((body: { limiter?: boolean; knowsEveryone?: boolean }) =>
    call(sandboxSwitch, { body }),
  );
  if (!state) return null;
  return (
    <>
      <p className={styles.text}>
        {t(`receives_${state.receives}`)} {t('waiting', { count: state.waitingUpdates })}
      </p>
      <Switch
        label={t('limiter')}
        description={t('limiter_text')}
        checked={state.limiter}
        onChange={(event) => turn.mutate({ limiter: event.currentTarget.checked })}
      />
      <Switch
        label={t('knows_everyone')}
        description={t('knows_everyone_text')}
        checked={state.knowsEveryone}
        onChange={(event) => turn.mutate({ knowsEveryone: event.currentTarget.checked })}
      />
      {turn.error && <Failure error={turn.error} />}
    </>
  );
}

function Reset() {
  const t = useSandboxWords();
  const [asked, ask] = useState(false);
  const reset = useStateChange((_: undefined) => call(sandboxReset, {}));
  return (
    <>
      <p className={styles.text}>{t('reset_text')}</p>
      {asked ? (
        <fieldset className={styles.ask}>
          <legend className={styles.question}>{t('reset_title')}</legend>
          <Group gap="xs">
            <Button variant="default" autoFocus onClick={() => ask(false)}>
              {t('cancel')}
            </Button>
            <Button
              color="red.8"
              loading={reset.isPending}
              onClick={() => reset.mutate(undefined, { onSuccess: () => ask(false) })}
            >
              {t('reset_confirm')}
            </Button>
          </Group>
        </fieldset>
      ) : (
        <Button variant="default" onClick={() => ask(true)}>
          {t('reset_do')}
        </Button>
      )}
      {reset.error && <Failure error={reset.error} />}
    </>
  );
}
