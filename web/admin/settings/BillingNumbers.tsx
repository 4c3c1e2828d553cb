/** The number of the next invoice, its due day, and the note that stands on every one. */
import { NumberInput, Stack, Textarea, TextInput } from '@mantine/core';
import { below } from '../../ui/below.ts';
import { Section } from '../../ui/Section.tsx';
import styles from './Billing.module.css';
import type { BillingFormOf } from './BillingDetails.tsx';
import { useSettingsWords } from './settings-words.ts';

export function BillingNumbers({ form, nextNumber }: { form: BillingFormOf; nextNumber: number }) {
  const t = useSettingsWords();
  const number = `${form.values.prefix.trim()}${nextNumber}`;
  return (
    <Section title={t('billing_numbers')}>
      <Stack gap="md">
        <div className={styles.pair}>
          <TextInput
            label={t('billing_prefix')}
            inputWrapperOrder={below}
            description={t('billing_prefix_text', { number })}
            size="md"
            maxLength={12}
            {...form.getInputProps('prefix')}
          />
          <NumberInput
            label={t('billing_dueDays')}
            inputWrapperOrder={below}
            description={t('billing_dueDays_text')}
            size="md"
            min={0}
            max={365}
            allowDecimal={false}
            allowNegative={false}
            hideControls
            {...form.getInputProps('dueDays')}
            onChange={(days) => form.setFieldValue('dueDays', days === '' ? '' : Number(days))}
          />
        </div>
        <Textarea
          label={t('billing_note')}
          description={t('billing_note_text')}
          size="md"
          autosize
          minRows={3}
          maxRows={10}
          {...form.getInputProps('note')}
        />
      </Stack>
    </Section>
  );
}
