/** Currency, what prices mean, and the rates that the editor offers. */
import { Radio, Select, Stack } from '@mantine/core';
import {
  amountsOf,
  currencies,
  formatMoney,
  formatRate,
  type TaxMode,
  taxModes,
} from '../../../contract/money.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { Section } from '../../ui/Section.tsx';
import type { BillingFormOf } from './BillingDetails.tsx';
import { BillingRates } from './BillingRates.tsx';
import { useSettingsWords } from './settings-words.ts';

/** A thousand of whatever the currency is. */
const examplePrice = 100_000;
const exampleRate = 2000;

export function BillingTaxes({ form }: { form: BillingFormOf }) {
  const t = useSettingsWords();
  const language = useLanguage();
  const { currency, taxRates } = form.values;
  const rate = taxRates.find((one) => one !== null && one > 0) ?? exampleRate;
  const named = new Intl.DisplayNames(language, { type: 'currency' });
  const example = (mode: TaxMode) => {
    const line = { quantity: 1000, unitPrice: examplePrice, taxRate: rate };
    const { total, tax } = amountsOf(line, mode);
    const money = (minor: number) => formatMoney(minor, currency, language);
    return t(`billing_${mode}_example`, {
      ...{ price: money(examplePrice), rate: formatRate(rate, language) },
      ...{ total: money(total), tax: money(tax) },
    });
  };
  return (
    <Section title={t('billing_taxes')} text={t('billing_taxes_text')}>
      <Stack gap="lg">
        <Select
          label={t('billing_currency')}
          size="md"
          allowDeselect={false}
          data={currencies.map((value) => ({ value, label: `${value}, ${named.of(value)}` }))}
          {...form.getInputProps('currency')}
        />
        <Radio.Group label={t('billing_mode')} size="md" {...form.getInputProps('taxMode')}>
          <Stack gap="sm" mt="xs">
            {taxModes.map((mode) => (
              <Radio
                key={mode}
                value={mode}
                size="md"
                label={t(`billing_${mode}`)}
                description={example(mode)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <BillingRates
          rates={taxRates}
          error={form.errors.taxRates}
          onChange={(rates) => form.setFieldValue('taxRates', rates)}
        />
      </Stack>
    </Section>
  );
}
