/** Who the company is, where it is paid, and who signs; wrong digits are told at the field. */
import { Stack, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { below } from '../../ui/below.ts';
import { Callout } from '../../ui/Callout.tsx';
import { CheckIcon } from '../../ui/icons.tsx';
import { Section } from '../../ui/Section.tsx';
import styles from './Billing.module.css';
import { type BillingValues, detailFields, digitsOf, stillMissing } from './billing-form.ts';
import { useSettingsWords } from './settings-words.ts';

export type BillingFormOf = UseFormReturnType<BillingValues>;

interface BillingDetailsProps {
  form: BillingFormOf;
  missing: readonly string[];
}

export function BillingDetails({ form, missing }: BillingDetailsProps) {
  const t = useSettingsWords();
  const text = (field: 'legalName' | 'address' | 'bank' | 'director' | 'accountant') => (
    <TextInput
      label={t(`billing_${field}`)}
      description={field === 'legalName' ? t('billing_legalName_text') : undefined}
      size="md"
      {...form.getInputProps(field)}
    />
  );
  const digits = (field: 'inn' | 'kpp' | 'bik' | 'account' | 'correspondentAccount') => {
    const { onChange: _, onBlur, ...props } = form.getInputProps(field);
    return (
      <TextInput
        label={t(`billing_${field}`)}
        description={field === 'inn' || field === 'kpp' ? t(`billing_${field}_text`) : undefined}
        size="md"
        inputWrapperOrder={below}
        className={styles.number ?? ''}
        inputMode={field === 'kpp' ? 'text' : 'numeric'}
        autoComplete="off"
        {...props}
        onChange={(event) => form.setFieldValue(field, digitsOf(event.currentTarget.value))}
        onBlur={(event) => {
          onBlur?.(event);
          if (field !== 'bik') return;
          // The keys in the accounts are counted with the bank's BIK.
          if (form.values.account) form.validateField('account');
          if (form.values.correspondentAccount) form.validateField('correspondentAccount');
        }}
      />
    );
  };
  return (
    <>
      <Section title={t('billing_seller')} text={t('billing_seller_text')}>
        <Stack gap="md">
          {text('legalName')}
          {text('address')}
          <div className={styles.pair}>
            {digits('inn')}
            {digits('kpp')}
          </div>
        </Stack>
      </Section>
      <Section title={t('billing_account_title')} text={t('billing_account_text')}>
        <Stack gap="md">
          {text('bank')}
          {digits('bik')}
          {digits('account')}
          {digits('correspondentAccount')}
          <Textarea
            label={t('billing_otherDetails')}
            description={t('billing_otherDetails_text')}
            size="md"
            autosize
            minRows={2}
            maxRows={6}
            {...form.getInputProps('otherDetails')}
          />
          <Readiness values={form.values} missing={missing} />
        </Stack>
      </Section>
      <Section title={t('billing_signers')} text={t('billing_signers_text')}>
        <Stack gap="md">
          {text('director')}
          {text('accountant')}
        </Stack>
      </Section>
    </>
  );
}

/** Whether clients will be able to pay by a code; what is written meanwhile counts. */
function Readiness({ values, missing }: { values: BillingValues; missing: readonly string[] }) {
  const t = useSettingsWords();
  if (values.currency !== 'RUB') {
    return <Callout tone="calm">{t('billing_qr_foreign')}</Callout>;
  }
  const lacking = stillMissing(missing, values);
  const named = detailFields.filter((field) => lacking.includes(field));
  return (
    <div role="status">
      {lacking.length === 0 ? (
        <Callout tone="calm" icon={<CheckIcon />}>
          {t('billing_qr_ready')}
        </Callout>
      ) : (
        <Callout>
          {t('billing_qr_missing')} {named.map((field) => t(`billing_${field}`)).join(', ')}.
        </Callout>
      )}
    </div>
  );
}
