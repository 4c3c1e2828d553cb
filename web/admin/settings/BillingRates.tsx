/** The rates that the editor offers, in order: the usual ones by a press, others by typing. */
import { ActionIcon, Button, Group, Input, Text, TextInput } from '@mantine/core';
import { IconArrowUp, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { formatRate } from '../../../contract/money.ts';
import { useLanguage } from '../../lib/i18n.ts';
import styles from './Billing.module.css';
import { mostRates, rateOf, usualRates } from './billing-form.ts';
import { useSettingsWords } from './settings-words.ts';

type Rate = number | null;

interface BillingRatesProps {
  rates: Rate[];
  error: ReactNode;
  onChange(rates: Rate[]): void;
}

/** A rate in words: null is "without VAT". */
export function useRateWord(): (rate: Rate) => string {
  const t = useSettingsWords();
  const language = useLanguage();
  return (rate) => (rate === null ? t('billing_rate_none') : formatRate(rate, language));
}

export function BillingRates({ rates, error, onChange }: BillingRatesProps) {
  const t = useSettingsWords();
  const say = useRateWord();
  const others = usualRates.filter((rate) => !rates.includes(rate));
  const full = rates.length >= mostRates;
  return (
    <Input.Wrapper
      label={t('billing_rates')}
      description={t('billing_rates_text')}
      error={error}
      size="md"
      labelElement="div"
    >
      <ol className={styles.list} aria-label={t('billing_rates')}>
        {rates.map((rate, at) => (
          <li key={String(rate)} className={styles.row}>
            <span className={styles.said}>
              {say(rate)}
              {at === 0 && (
                <Text span size="sm" c="dimmed" ml="xs">
                  {t('billing_rate_first')}
                </Text>
              )}
            </span>
            {at > 0 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={40}
                aria-label={t('billing_rate_up', { rate: say(rate) })}
                onClick={() => onChange(raised(rates, at))}
              >
                <IconArrowUp size={18} />
              </ActionIcon>
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              size={40}
              disabled={rates.length === 1}
              aria-label={t('billing_rate_remove', { rate: say(rate) })}
              onClick={() => onChange(rates.filter((other) => other !== rate))}
            >
              <IconX size={18} />
            </ActionIcon>
          </li>
        ))}
      </ol>
      {!full && others.length > 0 && (
        <Group gap="xs" mt="sm" role="group" aria-label={t('billing_rate_usual')}>
          {others.map((rate) => (
            <Button
              key={String(rate)}
              variant="default"
              radius="xl"
              onClick={() => onChange([...rates, rate])}
            >
              + {say(rate)}
            </Button>
          ))}
        </Group>
      )}
      {!full && <Another rates={rates} add={(rate) => onChange([...rates, rate])} />}
    </Input.Wrapper>
  );
}

function Another({ rates, add }: { rates: Rate[]; add(rate: number): void }) {
  const t = useSettingsWords();
  const [typed, type] = useState('');
  const [wrong, setWrong] = useState<string>();
  const take = () => {
    const rate = rateOf(typed);
    if (rate === undefined) return setWrong(t('billing_rate_wrong'));
    if (rates.includes(rate)) return setWrong(t('billing_rate_taken'));
    add(rate);
    type('');
  };
  return (
    <Group gap="sm" align="flex-start" mt="sm">
      <TextInput
        aria-label={t('billing_rate_another')}
        placeholder={t('billing_rate_another')}
        inputMode="decimal"
        size="md"
        maxLength={8}
        flex="1 1 160px"
        maw={280}
        value={typed}
        error={wrong}
        onChange={(event) => {
          type(event.currentTarget.value);
          setWrong(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          take();
        }}
      />
      <Button variant="default" size="md" disabled={typed.trim() === ''} onClick={take}>
        {t('billing_rate_add')}
      </Button>
    </Group>
  );
}

function raised(rates: readonly Rate[], at: number): Rate[] {
  const order = [...rates];
  const [moved] = order.splice(at, 1);
  if (moved !== undefined) order.splice(at - 1, 0, moved);
  return order;
}
