/** Issued, paid and overdue by month. Loaded apart, as the other plots are. */
import '@mantine/charts/styles.layer.css';
import '@mantine/core/styles/ColorSwatch.layer.css';
import { BarChart } from '@mantine/charts';
import type { Reply } from '../../../contract/endpoint.ts';
import type { moneyReport } from '../../../contract/invoices.ts';
import { formatMoney } from '../../../contract/money.ts';
import { useLanguage } from '../../lib/i18n.ts';
import styles from './HomePage.module.css';
import { useHomeWords } from './home-words.ts';
import { monthName, roundMoney } from './months.ts';
import { Plot } from './Plot.tsx';

const height = 230;

export function MoneyPlots({ report }: { report: Reply<typeof moneyReport> }) {
  const t = useHomeWords();
  const language = useLanguage();
  const { currency, byMonth } = report;
  const money = (minor: number) => formatMoney(minor, currency, language);
  const rows = byMonth.map((one) => ({ ...one, name: monthName(one.month, language) }));
  const same = {
    h: height,
    data: rows,
    dataKey: 'name',
    tickLine: 'none',
    barChartProps: { accessibilityLayer: false },
    barProps: { radius: 3, isAnimationActive: false },
    yAxisProps: {
      width: 76,
      tickFormatter: (minor: number) => roundMoney(minor, currency, language),
    },
    valueFormatter: money,
  } as const;
  return (
    <div className={styles.plots}>
      <Plot
        title={t('plot_money')}
        hint={t('plot_money_hint')}
        head={[t('month'), t('issued'), t('paid')]}
        rows={rows.map(({ name, issued, paid }) => [name, money(issued), money(paid)])}
      >
        <BarChart
          {...same}
          withLegend
          legendProps={{ verticalAlign: 'bottom' }}
          series={[
            { name: 'issued', label: t('issued'), color: 'var(--otklik-plot-a)' },
            { name: 'paid', label: t('paid'), color: 'var(--otklik-plot-b)' },
          ]}
        />
      </Plot>
      <Plot
        title={t('plot_overdue')}
        hint={t('plot_overdue_hint')}
        head={[t('month'), t('overdue')]}
        rows={rows.map(({ name, overdue }) => [name, money(overdue)])}
      >
        {rows.some(({ overdue }) => overdue > 0) ? (
          <BarChart
            {...same}
            series={[{ name: 'overdue', label: t('overdue'), color: 'var(--otklik-plot-c)' }]}
          />
        ) : (
          <p className={styles.none}>{t('overdue_none')}</p>
        )}
      </Plot>
    </div>
  );
}
