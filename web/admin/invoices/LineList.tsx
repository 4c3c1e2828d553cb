/** The lines of a draft; they are added, moved and taken away without leaving the keyboard. */
import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { flushSync } from 'react-dom';
import { toast } from '../../ui/toasts.tsx';
import { type DraftFields, fieldId } from './draft-fields.ts';
import type { Billing, Invoice } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';
import { LineFields } from './LineFields.tsx';
import styles from './LineList.module.css';
import { addBehind, change, isBlank, type Line, maxLines, move, without } from './lines.ts';
import type { Edit } from './use-draft-editor.ts';

interface LineListProps {
  fields: DraftFields;
  edit(change: Edit): void;
  billing: Billing;
  money: Pick<Invoice, 'currency' | 'taxMode'>;
  tried: boolean;
}

export function LineList({ fields: { lines }, edit, billing, money, tried }: LineListProps) {
  const t = useInvoicesWords();
  const firstRate = billing.taxRates[0] ?? null;
  const set = (next: Line[]) => edit({ lines: next });
  return (
    <section className={styles.section} aria-label={t('lines')}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('lines')}</h2>
        <Text size="sm" c="dimmed" visibleFrom="md">
          {t('lines_keys')}
        </Text>
      </div>
      <ol className={styles.lines}>
        {lines.map((line, place) => (
          <LineFields
            key={line.key}
            line={line}
            place={place}
            last={lines.length - 1}
            rates={billing.taxRates}
            money={money}
            tried={tried}
            edit={(key, part) => set(change(lines, key, part))}
            addBehind={add}
            remove={remove}
            move={shift}
          />
        ))}
      </ol>
      <datalist id="invoice-units">
        {t('units')
          .split(',')
          .map((unit) => (
            <option key={unit} value={unit} />
          ))}
      </datalist>
      <Button
        variant="default"
        className={styles.add}
        leftSection={<IconPlus size={18} aria-hidden="true" />}
        disabled={lines.length >= maxLines}
        onClick={() => add(undefined)}
      >
        {t('line_add')}
      </Button>
    </section>
  );

  function add(key: string | undefined): void {
    const next = addBehind(lines, key, firstRate);
    if (!next.added) return;
    flushSync(() => set(next.lines));
    focus(next.added);
  }

  function shift(key: string, by: -1 | 1): void {
    const here = document.activeElement;
    flushSync(() => set(move(lines, key, by)));
    // An element that the browser has moved loses the focus; a button at the end is switched off.
    if (here instanceof HTMLButtonElement && here.disabled) focus(key);
    else if (here instanceof HTMLElement) here.focus();
  }

  function remove(key: string): void {
    const place = lines.findIndex((line) => line.key === key);
    const removed = lines[place];
    const rest = without(lines, key, firstRate);
    flushSync(() => set(rest));
    focus(rest[Math.min(place, rest.length - 1)]?.key);
    if (!removed || isBlank(removed)) return;
    toast({
      id: 'invoice-line',
      text: t('line_removed'),
      undo: () => edit((now) => ({ lines: now.lines.toSpliced(place, 0, removed) })),
    });
  }
}

function focus(key: string | undefined): void {
  if (key) document.getElementById(fieldId(key, 'description'))?.focus();
}
