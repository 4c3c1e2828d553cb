/** One line of a draft: what, how much of it, at which price; Enter begins the next one. */
import { ActionIcon, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { amountsOf, formatMoney, formatRate } from '../../../contract/money.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { fieldId } from './draft-fields.ts';
import type { Invoice } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';
import styles from './LineFields.module.css';
import { isBlank, type Line, type LineField, problemsAtIssue, readLine } from './lines.ts';

export interface LineDoings {
  edit(key: string, part: Partial<Line>): void;
  addBehind(key: string): void;
  remove(key: string): void;
  move(key: string, by: -1 | 1): void;
}

interface LineFieldsProps extends LineDoings {
  line: Line;
  place: number;
  last: number;
  /** Offered rates, in hundredths of a percent. */
  rates: readonly (number | null)[];
  money: Pick<Invoice, 'currency' | 'taxMode'>;
  /** The reader has tried to issue: what is missing is shown too. */
  tried: boolean;
}

export function LineFields(props: LineFieldsProps) {
  const { line, place, last, rates, tried, edit, addBehind, remove, move } = props;
  const t = useInvoicesWords();
  const language = useLanguage();
  const problemOf = useProblems(line, tried && (last === 0 || !isBlank(line)));
  const name = t('line_number', { number: place + 1 });
  const field = (which: LineField) => ({
    id: fieldId(line.key, which),
    label: t(`line_${which}`),
    value: line[which],
    error: problemOf(which),
    onChange: (event: { currentTarget: { value: string } }) =>
      edit(line.key, { [which]: event.currentTarget.value }),
    classNames: { label: styles.label ?? '' },
  });
  return (
    <li className={styles.line} aria-label={name} onKeyDown={hearKeys}>
      <Textarea
        {...field('description')}
        className={styles.description}
        placeholder={t('line_description_hint')}
        autosize
        minRows={1}
        maxRows={6}
      />
      <TextInput {...field('quantity')} className={styles.quantity} inputMode="decimal" />
      <TextInput {...field('unit')} className={styles.unit} list="invoice-units" maxLength={40} />
      <TextInput {...field('price')} className={styles.price} inputMode="decimal" />
      <NativeSelect
        id={fieldId(line.key, 'tax')}
        label={t('line_tax')}
        className={styles.tax}
        classNames={{ label: styles.label ?? '' }}
        value={String(line.taxRate)}
        onChange={({ currentTarget: { value } }) =>
          edit(line.key, { taxRate: value === 'null' ? null : Number(value) })
        }
        data={[...new Set([...rates, line.taxRate])].map((rate) => ({
          value: String(rate),
          label: rate === null ? t('no_tax') : formatRate(rate, language),
        }))}
      />
      <p className={styles.total}>
        <span className={styles.totalLabel}>{t('line_total')}</span>
        <LineTotal line={line} money={props.money} />
      </p>
      <div className={styles.doings}>
        <Doing
          label={t('line_up', { line: name })}
          disabled={place === 0}
          run={() => move(line.key, -1)}
        >
          <IconArrowUp size={18} aria-hidden="true" />
        </Doing>
        <Doing
          label={t('line_down', { line: name })}
          disabled={place === last}
          run={() => move(line.key, 1)}
        >
          <IconArrowDown size={18} aria-hidden="true" />
        </Doing>
        <Doing
          label={t('line_remove', { line: name })}
          disabled={last === 0 && isBlank(line)}
          run={() => remove(line.key)}
        >
          <IconTrash size={18} aria-hidden="true" />
        </Doing>
      </div>
    </li>
  );

  function hearKeys(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.target instanceof HTMLButtonElement) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      addBehind(line.key);
    }
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      move(line.key, event.key === 'ArrowUp' ? -1 : 1);
    }
  }
}

/** What is wrong with each field. A line with nothing in it is left out, unless it is all there is to issue. */
function useProblems(line: Line, tried: boolean): (field: LineField) => string | undefined {
  const t = useInvoicesWords();
  const language = useLanguage();
  const read = readLine(line, language);
  const now = 'problems' in read && !isBlank(line) ? read.problems : {};
  const problems = tried ? problemsAtIssue(line, language) : now;
  return (field) => problems[field] && t(`line_${problems[field]}`);
}

function LineTotal({ line, money }: { line: Line; money: LineFieldsProps['money'] }) {
  const language = useLanguage();
  const read = readLine(line, language);
  if (!('item' in read)) return '–';
  return formatMoney(amountsOf(read.item, money.taxMode).total, money.currency, language);
}

interface DoingProps {
  label: string;
  disabled: boolean;
  run(): void;
  children: React.ReactNode;
}

function Doing({ label, disabled, run, children }: DoingProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="dimmed"
      size={40}
      className={styles.doing}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={run}
    >
      {children}
    </ActionIcon>
  );
}
