/** One number, two clients side by side, and the three ways out. */
import { Button, Radio, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { z } from 'zod';
import { type conflictDecision, resolveConflict } from '../../../contract/clients.ts';
import { call } from '../../lib/call.ts';
import { refusedWith } from '../../lib/errors.ts';
import { withPassword } from '../../lib/password-again.ts';
import { phoneForm } from '../../lib/phone-form.ts';
import { queryClient } from '../../lib/queries.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { toast } from '../../ui/toasts.tsx';
import { When } from '../../ui/When.tsx';
import { adminKey } from '../frame/admin-key.ts';
import styles from './ConflictCard.module.css';
import type { ClientRow, Conflict } from './clients-queries.ts';
import { useClientsWords } from './clients-words.ts';

type Decision = z.output<typeof conflictDecision>;

export function ConflictCard({ conflict }: { conflict: Conflict }) {
  const t = useClientsWords();
  const [decision, decide] = useState<Decision>();
  const { proved, other } = conflict;
  const names = { proved: proved.name, other: other.name };
  const resolve = useMutation({
    mutationFn: (chosen: Decision) =>
      withPassword(() =>
        call(resolveConflict, {
          params: { conflictId: conflict.id },
          body: { decision: chosen },
        }),
      ),
    onSuccess: () => toast({ text: t('decided') }),
    onSettled: () => {
      for (const what of ['conflicts', 'clients', 'client']) {
        void queryClient.invalidateQueries({ queryKey: adminKey(what) });
      }
    },
  });
  const thoughtBetter = refusedWith(resolve.error, 'session.password_needed');
  return (
    <section className={styles.card} aria-label={phoneForm(conflict.phone)}>
      <div className={styles.top}>
        <h2 className={styles.phone}>{phoneForm(conflict.phone)}</h2>
        <span className={styles.quiet}>
          {t('conflict_since')} <When at={conflict.createdAt} />
        </span>
      </div>
      <div className={styles.pair}>
        <Side client={proved} against={other} mark={t('conflict_proved')} strong />
        <Side client={other} against={proved} mark={t('conflict_before')} />
      </div>
      <Radio.Group
        label={t('decision')}
        value={decision ?? ''}
        onChange={(value) => {
          resolve.reset();
          decide(value as Decision);
        }}
      >
        <Stack gap="xs" mt="xs">
          {(['same_person', 'number_moved', 'keep_both'] as const).map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`decision_${one}`)}
              description={t(`decision_${one}_text`, names)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {resolve.error && !thoughtBetter && <Failure error={resolve.error} />}
      <Button
        className={styles.decide ?? ''}
        disabled={!decision}
        loading={resolve.isPending}
        onClick={() => decision && resolve.mutate(decision)}
      >
        {t('decide')}
      </Button>
    </section>
  );
}

interface SideProps {
  client: ClientRow;
  against: ClientRow;
  mark: string;
  strong?: boolean;
}

function Side({ client, against, mark, strong = false }: SideProps) {
  const t = useClientsWords();
  const differs = (field: 'name' | 'email') => client[field] !== against[field];
  return (
    <div className={styles.side}>
      <span className={styles.mark} data-strong={strong}>
        {mark}
      </span>
      <Link to={`/admin/clients/${client.id}`} className={styles.who}>
        <Avatar name={client.name} id={client.id} size={36} />
        <span data-differs={differs('name')}>{client.name}</span>
      </Link>
      <dl className={styles.facts}>
        <Fact name={t('email')} differs={differs('email')}>
          {client.email ?? '—'}
        </Fact>
        <Fact name={t('sign_in')} differs={client.signedUp !== against.signedUp}>
          {t(client.signedUp ? 'signed_up' : 'not_signed_up')}
        </Fact>
        <Fact name={t('tickets_open')} differs={client.openTickets !== against.openTickets}>
          {client.openTickets}
        </Fact>
        <Fact name={t('last_ticket')}>
          {client.lastTicketAt ? <When at={client.lastTicketAt} /> : '—'}
        </Fact>
        <Fact name={t('known_since')}>
          <When at={client.createdAt} form="exact" />
        </Fact>
      </dl>
    </div>
  );
}

function Fact({
  name,
  differs = false,
  children,
}: {
  name: string;
  differs?: boolean;
  children: React.ReactNode;
}) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd data-differs={differs}>{children}</dd>
    </div>
  );
}
