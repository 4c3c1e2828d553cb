/** A new ticket has arrived: what its number is, and where the answer will come. */
import { Button } from '@mantine/core';
import { useLocation, useNavigate } from 'react-router';
import { Callout } from '../ui/Callout.tsx';
import { CheckIcon } from '../ui/icons.tsx';
import { usePortalWords } from './portal-words.ts';
import styles from './TicketPage.module.css';

export function JustSent({ number }: { number: number }) {
  const t = usePortalWords();
  const here = useLocation();
  const go = useNavigate();
  if ((here.state as { sent?: boolean } | null)?.sent !== true) return null;
  return (
    <div className={styles.sent} role="status">
      <Callout tone="calm" icon={<CheckIcon />}>
        <strong>{t('sent')}.</strong> {t('sent_text', { number })}
        <Button
          variant="subtle"
          display="block"
          mt={4}
          ml={-12}
          onClick={() => go(here.pathname, { replace: true, state: null })}
        >
          {t('sent_close')}
        </Button>
      </Callout>
    </div>
  );
}
