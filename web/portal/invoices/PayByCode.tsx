/** The code that bank apps read, and how to use it. */
import { Button, Stack, Text, Title } from '@mantine/core';
import { Card } from '../../ui/Card.tsx';
import styles from './InvoicePage.module.css';
import { useInvoiceWords } from './invoice-words.ts';

interface PayByCodeProps {
  /** PNG, as a data URL. */
  qrCode: string;
  number: string;
}

export function PayByCode({ qrCode, number }: PayByCodeProps) {
  const t = useInvoiceWords();
  return (
    <section aria-labelledby="pay-by-code">
      <Card>
        <Stack gap="md">
          <Title order={2} size="h4" id="pay-by-code">
            {t('scan')}
          </Title>
          <Text c="dimmed" size="sm">
            {t('scan_text')}
          </Text>
          <div className={styles.code}>
            <img src={qrCode} alt={t('scan_alt')} className={styles.image} />
            <Text c="dimmed" size="sm">
              {t('scan_here')}
            </Text>
            <Button component="a" variant="default" href={qrCode} download={`${number}.png`}>
              {t('scan_save')}
            </Button>
          </div>
        </Stack>
      </Card>
    </section>
  );
}
