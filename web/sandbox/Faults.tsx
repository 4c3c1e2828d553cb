/** Makes Telegram fail in one of the ways it does, and lists what fails now. */
import { ActionIcon, Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { sandboxAddFault, sandboxClearFaults } from '../../contract/sandbox.ts';
import type { Fault, SandboxPhone } from '../../contract/sandbox-shapes.ts';
import { call } from '../lib/call.ts';
import { Failure } from '../ui/Failure.tsx';
import styles from './Faults.module.css';
import {
  asksSeconds,
  type FaultChoice,
  type FaultKind,
  failingMethods,
  faultKinds,
  kindOf,
  orderOf,
} from './faults.ts';
import { CloseIcon } from './icons.tsx';
import { Part } from './PanelPart.tsx';
import { fullName } from './person.ts';
import { keys, useFaults } from './sandbox-queries.ts';
import { useSandboxWords } from './sandbox-words.ts';

export function Faults({ phones }: { phones: SandboxPhone[] }) {
  const t = useSandboxWords();
  return (
    <>
      <Part title={t('fail')}>
        <FaultForm phones={phones} />
      </Part>
      <Part title={t('faults')}>
        <FaultList phones={phones} />
      </Part>
    </>
  );
}

const usual: FaultChoice = {
  kind: 'too_many',
  seconds: 5,
  method: 'sendMessage',
  phoneId: '',
  times: 1,
};

function FaultForm({ phones }: { phones: SandboxPhone[] }) {
  const t = useSandboxWords();
  const client = useQueryClient();
  const [choice, setChoice] = useState(usual);
  const order = useMutation({
    mutationFn: () => call(sandboxAddFault, { body: orderOf(choice) }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.faults }),
  });
  const change = (part: Partial<FaultChoice>) => setChoice({ ...choice, ...part });

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    order.mutate();
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      <NativeSelect
        className={styles.wide}
        label={t('fail_kind')}
        value={choice.kind}
        onChange={(event) => change({ kind: event.currentTarget.value as FaultKind })}
        data={faultKinds.map((kind) => ({ value: kind, label: t(`fault_${kind}`) }))}
      />
      <NativeSelect
        label={t('fail_method')}
        value={choice.method}
        onChange={(event) => change({ method: event.currentTarget.value })}
        data={[{ value: '', label: t('any_method') }, ...failingMethods]}
      />
      <NativeSelect
        label={t('fail_phone')}
        value={choice.phoneId}
        onChange={(event) => change({ phoneId: event.currentTarget.value })}
        data={[
          { value: '', label: t('any_phone') },
          ...phones.map((phone) => ({ value: phone.id, label: fullName(phone) })),
        ]}
      />
      <TextInput
        label={t('fail_times')}
        description={t('fail_times_text')}
        inputWrapperOrder={['label', 'input', 'description']}
        type="number"
        min={1}
        value={choice.times ?? ''}
        onChange={(event) => change({ times: wholeNumber(event.currentTarget.value) })}
      />
      {asksSeconds(choice.kind) && (
        <TextInput
          label={t('fail_seconds')}
          type="number"
          min={1}
          max={600}
          required
          withAsterisk={false}
          value={choice.seconds || ''}
          onChange={(event) => change({ seconds: wholeNumber(event.currentTarget.value) ?? 0 })}
        />
      )}
      <Button className={styles.wide} type="submit" variant="default" loading={order.isPending}>
        {t('fail_add')}
      </Button>
      {order.error && <Failure error={order.error} />}
    </form>
  );
}

function FaultList({ phones }: { phones: SandboxPhone[] }) {
  const t = useSandboxWords();
  const client = useQueryClient();
  const { data: faults = [], error } = useFaults();
  const say = useFaultWords(phones);
  const clear = useMutation({
    mutationFn: (id: string) => call(sandboxClearFaults, { query: { id } }),
    onSuccess: (reply) => client.setQueryData(keys.faults, reply.faults),
  });
  if (error ?? clear.error) return <Failure error={error ?? clear.error} />;
  if (faults.length === 0) return <p className={styles.quiet}>{t('faults_none')}</p>;
  return (
    <ul className={styles.list}>
      {faults.map((fault) => (
        <Group component="li" key={fault.id} className={styles.fault} wrap="nowrap" gap={8}>
          <span className={styles.what}>
            <strong>{say.kind(fault)}</strong>
            <span className={styles.quiet}>{say.where(fault)}</span>
          </span>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            radius="xl"
            aria-label={t('fault_remove', { what: say.kind(fault) })}
            onClick={() => clear.mutate(fault.id)}
          >
            <CloseIcon size={18} />
          </ActionIcon>
        </Group>
      ))}
    </ul>
  );
}

function useFaultWords(phones: SandboxPhone[]) {
  const t = useSandboxWords();
  return {
    kind(fault: Fault): string {
      const kind = kindOf(fault);
      const name = kind ? t(`fault_${kind}`) : t('fault_code', { code: fault.code });
      const seconds = kind === 'delay' ? fault.delayMs / 1000 : fault.retryAfter;
      return seconds === undefined ? name : `${name}, ${t('fault_seconds', { seconds })}`;
    },
    where({ method, phoneId, met, times }: Fault): string {
      const phone = phones.find(({ id }) => id === phoneId);
      return [
        method ?? t('any_method'),
        phone ? fullName(phone) : t('any_phone'),
        times ? t('fault_met_of', { met, times }) : t('fault_met', { met }),
      ].join(' · ');
    },
  };
}

function wholeNumber(given: string): number | undefined {
  return /^[1-9]\d{0,5}$/.test(given) ? Number(given) : undefined;
}
