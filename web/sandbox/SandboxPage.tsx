/** The phones side by side, and beside them the switches that make Telegram fail. */
import './styles.ts';
import { ActionIcon, Button } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useEffect, useReducer, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { SandboxPhone, SandboxState } from '../../contract/sandbox-shapes.ts';
import { PlusIcon, SlidersIcon } from './icons.tsx';
import { lastPhone } from './last-phone.ts';
import { startParameter } from './links.ts';
import { useLive } from './live.ts';
import { Panel } from './Panel.tsx';
import { Phone } from './Phone.tsx';
import { passed, passingOn } from './passing.ts';
import { SandboxFrame } from './SandboxFrame.tsx';
import { SandboxGate } from './SandboxGate.tsx';
import styles from './SandboxPage.module.css';
import { Switcher } from './Switcher.tsx';
import { chatQuery } from './sandbox-queries.ts';
import { useSandboxWords } from './sandbox-words.ts';
import { seenNow, unread } from './unread.ts';

export function SandboxPage() {
  return <SandboxGate>{(state, phones) => <Phones state={state} phones={phones} />}</SandboxGate>;
}

function Phones({ state, phones }: { state: SandboxState; phones: SandboxPhone[] }) {
  const t = useSandboxWords();
  const [passing, pass] = useReducer(passed, {});
  const stream = useLive(pass);
  const [panel, setPanel] = useState<'closed' | 'open' | 'adding'>('closed');
  const [search, setSearch] = useSearchParams();
  const [wanted, want] = useState(() => search.get('phone') ?? lastPhone.get());
  const { seen, look } = useSeen();
  const counts = useUnread(phones, seen);
  const row = useRef<HTMLDivElement>(null);

  const chosen = phones.find(({ id }) => id === wanted)?.id ?? phones[0]?.id;
  const parameter = startParameter(search.get('start'));
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const troubles = { retrying: t('reconnecting'), refused: t('refused') };

  function choose(phoneId: string) {
    want(phoneId);
    lastPhone.set(phoneId);
    bringIntoSight(row.current, phoneId);
  }

  useEffect(() => {
    if (chosen !== undefined) bringIntoSight(row.current, chosen);
  }, [chosen]);

  return (
    <SandboxFrame
      title={total > 0 ? t('title_unread', { count: total }) : t('title')}
      heading={t('title')}
      production={state.production}
      trouble={stream in troubles ? troubles[stream as keyof typeof troubles] : undefined}
      fixed
      actions={
        <>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            radius={10}
            aria-label={t('add_phone')}
            title={t('add_phone')}
            onClick={() => setPanel('adding')}
          >
            <PlusIcon />
          </ActionIcon>
          <Button
            variant="default"
            size="compact-md"
            aria-expanded={panel !== 'closed'}
            onClick={() => setPanel(panel === 'closed' ? 'open' : 'closed')}
          >
            <SlidersIcon />
            <span className={styles.wide}>{t('panel_open')}</span>
          </Button>
        </>
      }
    >
      <div className={styles.switcher}>
        <Switcher phones={phones} unread={counts} chosen={chosen} choose={choose} />
      </div>
      <div className={styles.desk}>
        <div className={styles.row} ref={row}>
          {phones.length === 0 && <p className={styles.empty}>{t('empty')}</p>}
          {phones.map((phone) => (
            <Phone
              key={phone.id}
              phone={phone}
              bot={state.bot}
              chosen={phone.id === chosen}
              passing={passingOn(passing, phone.id)}
              pass={(type) => pass({ type, phoneId: phone.id })}
              seen={seen[phone.id]}
              look={(at) => look(phone.id, at)}
              link={parameter && phone.id === search.get('phone') ? { parameter } : undefined}
              linkDone={() => setSearch({}, { replace: true })}
            />
          ))}
        </div>
        {panel !== 'closed' && (
          <Panel
            phones={phones}
            adding={panel === 'adding'}
            added={(phone) => choose(phone.id)}
            close={() => setPanel('closed')}
          />
        )}
      </div>
    </SandboxFrame>
  );
}

function bringIntoSight(row: HTMLElement | null, phoneId: string) {
  const card = row?.querySelector(`[data-phone="${CSS.escape(phoneId)}"]`);
  card?.scrollIntoView({ inline: 'center', block: 'nearest' });
}

/** Up to which message each phone was looked at. */
function useSeen() {
  const [seen, setSeen] = useState<Record<string, number>>({});
  function look(phoneId: string, { newest, looking }: { newest: number; looking: boolean }) {
    setSeen((before) => {
      const now = seenNow(newest, before[phoneId], looking);
      return now === before[phoneId] ? before : { ...before, [phoneId]: now };
    });
  }
  return { seen, look };
}

function useUnread(phones: SandboxPhone[], seen: Record<string, number>): Record<string, number> {
  const chats = useQueries({ queries: phones.map(({ id }) => chatQuery(id)) });
  return Object.fromEntries(
    phones.map(({ id }, at) => [id, unread(chats[at]?.data?.messages ?? [], seen[id])]),
  );
}
