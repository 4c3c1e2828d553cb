/** What to write into a transfer, each with a way to copy it: on the phone that pays, a code helps nobody. */
import { ActionIcon, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { formatMoney } from '../../../contract/money.ts';
import { useAbout } from '../../lib/about.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { Card } from '../../ui/Card.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import styles from './InvoicePage.module.css';
import type { MyInvoice } from './invoice-queries.ts';
import { useInvoiceWords } from './invoice-words.ts';
import { paymentDetails } from './payment-details.ts';

export function PaymentDetails({ invoice }: { invoice: MyInvoice }) {
  const t = useInvoiceWords();
  const language = useLanguage();
  const about = useAbout();
  const companyName = about.data?.companyName ?? '';
  const details = paymentDetails({ ...invoice, companyName }, language);
  const all = details.map(({ name, value }) => `${t(name)}: ${value}`).join('\n');
  return (
    <section aria-labelledby="payment-details">
      <Card>
        <Stack gap="md">
          <div>
            <Title order={2} size="h4" id="payment-details">
              {t('details')}
            </Title>
            <Text c="dimmed" size="sm">
              {t('details_text')}
            </Text>
          </div>
          <dl className={styles.details}>
            {details.map(({ name, value }) => (
              <div key={name} className={styles.detail}>
                <dt>{t(name)}</dt>
                <dd>
                  {name === 'sum' ? formatMoney(invoice.due, invoice.currency, language) : value}
                </dd>
                <dd>
                  <CopyOne what={t(name)} value={value} />
                </dd>
              </div>
            ))}
          </dl>
          <CopyButton text={all} label={t('copy_all')} fullWidth />
        </Stack>
      </Card>
    </section>
  );
}

function CopyOne({ what, value }: { what: string; value: string }) {
  const t = useInvoiceWords();
  const { copy, copied } = useClipboard({ timeout: 2000 });
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        c={copied ? 'var(--mantine-color-anchor)' : 'dimmed'}
        size={44}
        aria-label={t('copy_one', { what })}
        title={t('copy_one', { what })}
        onClick={() => copy(value)}
      >
        {copied ? <IconCheck size={20} /> : <IconCopy size={20} />}
      </ActionIcon>
      <VisuallyHidden role="status">{copied ? t('copied') : ''}</VisuallyHidden>
    </>
  );
}
