/** Before the first ticket: how clients come in. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { CopyButton } from '../../ui/CopyButton.tsx';
import styles from './HomePage.module.css';
import { useHomeWords } from './home-words.ts';

export function FirstDay() {
  const t = useHomeWords();
  const link = `${location.origin}/`;
  return (
    <section className={styles.first} aria-labelledby="first-day">
      <Qr text={link} />
      <div className={styles.firstWords}>
        <h2 id="first-day">{t('first_title')}</h2>
        <p>{t('first_text')}</p>
        <p className={styles.link}>{link}</p>
        <div className={styles.firstActions}>
          <CopyButton text={link} label={t('first_link')} variant="filled" />
          <Button component={Link} to="/admin/clients" variant="default">
            {t('first_people')}
          </Button>
          <Button component={Link} to="/admin/tickets/new" variant="subtle">
            {t('first_ticket')}
          </Button>
        </div>
      </div>
    </section>
  );
}

function Qr({ text }: { text: string }) {
  const t = useHomeWords();
  const { data } = useQuery({
    queryKey: ['qr', text],
    queryFn: async () => {
      const { create } = await import('qrcode');
      const { modules } = create(text, { errorCorrectionLevel: 'M' });
      return { size: modules.size, path: drawn(modules) };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className={styles.qr}>
      {data && (
        <svg
          role="img"
          aria-label={t('first_qr')}
          viewBox={`-3 -3 ${data.size + 6} ${data.size + 6}`}
          shapeRendering="crispEdges"
        >
          <path d={data.path} fill="#16211f" />
        </svg>
      )}
    </div>
  );
}

function drawn(modules: {
  size: number;
  get(row: number, column: number): number | boolean;
}): string {
  const squares: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) squares.push(`M${column} ${row}h1v1h-1z`);
    }
  }
  return squares.join('');
}
