/** A plot with its heading, and its figures as a table for whoever asks. */
import { Button, Table } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import styles from './HomePage.module.css';
import { useHomeWords } from './home-words.ts';

interface PlotProps {
  title: string;
  hint?: string;
  head: string[];
  rows: (string | number)[][];
  wide?: boolean;
  children: ReactNode;
}

/** A plot that can be read as a table: by those who hear the page, and by those who want the figures. */
export function Plot({ title, hint, head, rows, wide = false, children }: PlotProps) {
  const t = useHomeWords();
  const id = useId();
  const [table, show] = useState(false);
  return (
    <section className={styles.plot} data-wide={wide} aria-labelledby={id}>
      <div className={styles.plotHead}>
        <div>
          <h3 id={id}>{title}</h3>
          {hint && <p className={styles.hint}>{hint}</p>}
        </div>
        <Button
          variant="subtle"
          color="gray"
          c="dimmed"
          px="xs"
          mx={-10}
          onClick={() => show(!table)}
        >
          {t(table ? 'as_plot' : 'as_table')}
        </Button>
      </div>
      {table ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        <div className={styles.figures} tabIndex={0}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                {head.map((name) => (
                  <Table.Th key={name}>{name}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.toReversed().map(([name, ...values]) => (
                <Table.Tr key={name}>
                  <Table.Th scope="row">{name}</Table.Th>
                  {values.map((value, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
                    <Table.Td key={at}>{value}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      ) : (
        <div aria-hidden="true">{children}</div>
      )}
    </section>
  );
}
