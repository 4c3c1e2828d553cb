/** All invoices of the client: what is to be paid first, then the rest, page after page. */
import { Stack, Title } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { useAbout } from '../../lib/about.ts';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import home from '../Home.module.css';
import { PortalHeading } from '../PortalHeading.tsx';
import { RowSkeletons } from '../TicketRows.tsx';
import { DueSums } from './DueSums.tsx';
import { InvoiceRows } from './InvoiceRows.tsx';
import { useMyInvoices } from './invoice-queries.ts';
import { useInvoiceWords } from './invoice-words.ts';

export function InvoicesPage() {
  const t = useInvoiceWords();
  return (
    <Stack gap="lg">
      <PortalHeading>{t('title')}</PortalHeading>
      <List />
    </Stack>
  );
}

function List() {
  const t = useInvoiceWords();
  const about = useAbout();
  const invoices = useMyInvoices();
  const rows = invoices.data?.pages.flatMap(({ items }) => items);
  if (!rows && invoices.error)
    return <Failure error={invoices.error} again={() => void invoices.refetch()} />;
  if (!rows)
    return (
      <div className={home.list} aria-busy="true">
        <RowSkeletons count={5} />
      </div>
    );
  if (rows.length === 0)
    return (
      <div className={home.list}>
        <EmptyState icon={<IconReceipt size={28} />} title={t('none')}>
          {t('none_text', { company: about.data?.companyName ?? 'Otklik' })}
        </EmptyState>
      </div>
    );
  const unpaid = rows.filter(({ status }) => status === 'issued');
  const others = rows.filter(({ status }) => status !== 'issued');
  return (
    <Stack gap="lg">
      <Card>
        {unpaid.length > 0 ? (
          <DueSums due={invoices.data?.pages[0]?.due ?? []} />
        ) : (
          t('nothing_due')
        )}
      </Card>
      <Part title={t('unpaid')} id="unpaid">
        {unpaid.length > 0 && <InvoiceRows rows={unpaid} pay />}
      </Part>
      <Part title={t('others')} id="others">
        {others.length > 0 && <InvoiceRows rows={others} />}
      </Part>
      <LoadMore pages={invoices} />
    </Stack>
  );
}

function Part({ title, id, children }: { title: string; id: string; children: React.ReactNode }) {
  if (!children) return null;
  return (
    <section className={home.list} aria-labelledby={id}>
      <div className={home.listHead}>
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
      </div>
      {children}
    </section>
  );
}
