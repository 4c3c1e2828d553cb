/** The first rows of the file, with what each column is above it. */
import { NativeSelect } from '@mantine/core';
import type { Columns, Import } from './clients-queries.ts';
import { useClientsWords } from './clients-words.ts';
import { choose as chosen, type Field, fieldAt, fields } from './columns.ts';
import styles from './Import.module.css';

interface ImportTableProps {
  given: Import;
  columns: Columns;
  choose(columns: Columns): void;
}

export function ImportTable({ given, columns, choose }: ImportTableProps) {
  const t = useClientsWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={given.fileName}>
      <table className={styles.table}>
        <thead>
          <tr>
            {given.heading.map((heading, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <th key={column} scope="col" data-used={fieldAt(columns, column) !== undefined}>
                <NativeSelect
                  aria-label={t('column_is', { column: heading || String(column + 1) })}
                  data={[
                    { value: '', label: t('column_none') },
                    ...fields.map((value) => ({ value, label: t(value) })),
                  ]}
                  value={fieldAt(columns, column) ?? ''}
                  onChange={({ currentTarget: { value } }) =>
                    choose(chosen(columns, { column, field: (value || undefined) as Field }))
                  }
                />
                <span className={styles.heading}>{heading || '—'}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {given.sample.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
            <tr key={at}>
              {given.heading.map((_, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                <td key={column} data-used={fieldAt(columns, column) !== undefined}>
                  {row[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
