/** "I have paid": the button and the dialog behind it. */
import { Button, Modal } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { ClaimForm } from './ClaimForm.tsx';
import type { MyInvoice } from './invoice-queries.ts';
import { useInvoiceWords } from './invoice-words.ts';

export function SayPaid({ invoice, again = false }: { invoice: MyInvoice; again?: boolean }) {
  const t = useInvoiceWords();
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <Button
        leftSection={<IconCheck size={18} aria-hidden="true" />}
        onClick={() => setOpened(true)}
      >
        {t(again ? 'claim_again' : 'claim')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('claim')}
        centered
        closeButtonProps={{ 'aria-label': t('claim_cancel') }}
      >
        <ClaimForm invoice={invoice} close={close} />
      </Modal>
    </>
  );
}
