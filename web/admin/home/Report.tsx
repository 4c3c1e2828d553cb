/** The plots, each with its table, and the table of agents. Loaded apart: plots weigh more than the rest of the desk. */
import '@mantine/charts/styles.layer.css';
import '@mantine/core/styles/ColorSwatch.layer.css';
import { BarChart, LineChart } from '@mantine/charts';
import { Table } from '@mantine/core';
import type { Reply } from '../../../contract/endpoint.ts';
import type { homeReport } from '../../../contract/reports.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { spanWords } from '../queue/due.ts';
import styles from './HomePage.module.css';
import { useHomeWords } from './home-words.ts';
import { Plot } from './Plot.tsx';

type Told = Reply<typeof homeReport>;

const height = 230;
const still = { isAnimationActive: false };

export function Report({ report }: { report: Told }) {
  const t = useHomeWords();
  const language = useLanguage();
  const day = (iso: string) =>
    new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
      new Date(`${iso}T00:00:00Z`),
    );
  const minutes = (count: number | null) =>
    count === null ? t('none') : spanWords(count * 60_000, language);
  const rows = report.byDay.map((one) => ({ ...one, name: day(one.day) }));
  const answered = rows.some(({ firstAnswerMinutes }) => firstAnswerMinutes !== null);
  return (
    <div className={styles.plots}>
      <Plot
        title={t('plot_tickets')}
        head={[t('day'), t('opened'), t('solved')]}
        rows={rows.map(({ name, opened, solved }) => [name, opened, solved])}
      >
        <BarChart
          h={height}
          data={rows}
          dataKey="name"
          withLegend
          legendProps={{ verticalAlign: 'bottom' }}
          tickLine="none"
          barChartProps={{ accessibilityLayer: false }}
          barProps={{ radius: 3, ...still }}
          yAxisProps={{ allowDecimals: false, width: 32 }}
          series={[
            { name: 'opened', label: t('opened'), color: 'var(--otklik-plot-a)' },
            { name: 'solved', label: t('solved'), color: 'var(--otklik-plot-b)' },
          ]}
        />
      </Plot>
      <Plot
        title={t('plot_first_answer')}
        hint={t('plot_first_answer_hint')}
        head={[t('day'), t('first_answer')]}
        rows={rows.map(({ name, firstAnswerMinutes }) => [name, minutes(firstAnswerMinutes)])}
      >
        {answered ? (
          <LineChart
            h={height}
            data={rows}
            dataKey="name"
            tickLine="none"
            lineChartProps={{ accessibilityLayer: false }}
            curveType="monotone"
            connectNulls
            lineProps={still}
            yAxisProps={{ allowDecimals: false, width: 64 }}
            valueFormatter={(value) => `${value} ${t('minutes')}`}
            series={[
              {
                name: 'firstAnswerMinutes',
                label: t('first_answer'),
                color: 'var(--otklik-plot-b)',
              },
            ]}
          />
        ) : (
          <p className={styles.none}>{t('nothing_yet')}</p>
        )}
      </Plot>
      <section className={styles.plot} data-wide aria-labelledby="agents">
        <h3 id="agents">{t('agents')}</h3>
        {report.byAgent.length === 0 ? (
          <p className={styles.none}>{t('agents_none')}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
          <div className={styles.scroll} tabIndex={0}>
            <Table verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('agent')}</Table.Th>
                  <Table.Th>{t('answers')}</Table.Th>
                  <Table.Th>{t('solved')}</Table.Th>
                  <Table.Th>{t('first_answer')}</Table.Th>
                  <Table.Th>{t('rating')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {report.byAgent.map(({ agent, answers, solved, firstAnswerMinutes, rating }) => (
                  <Table.Tr key={agent.id}>
                    <Table.Th scope="row">
                      <span className={styles.agent}>
                        <Avatar name={agent.name} id={agent.id} size={26} />
                        <span>{agent.name}</span>
                      </span>
                    </Table.Th>
                    <Table.Td>{answers}</Table.Td>
                    <Table.Td>{solved}</Table.Td>
                    <Table.Td>{minutes(firstAnswerMinutes)}</Table.Td>
                    <Table.Td>
                      {rating === null
                        ? t('none')
                        : new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(
                            rating,
                          )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
      </section>
    </div>
  );
}
