/** Each finding: what it means, and what to do. */
import { Link } from 'react-router';
import type { AdvisedCode, Finding, FindingCode } from '../../../contract/doctor.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { exactly } from '../../lib/when.ts';
import { Badge } from '../../ui/Badge.tsx';
import styles from './Telegram.module.css';
import { useTelegramWords } from './telegram-words.ts';

const tones = { ok: 'tint', warn: 'warm', problem: 'bad' } as const;

const links: Partial<Record<FindingCode, 'waiting' | 'problems' | 'unreachable'>> = {
  'sending.slow': 'waiting',
  'sending.restored': 'waiting',
  'sending.held': 'waiting',
  'deliveries.failed': 'problems',
  'people.blocked': 'unreachable',
};

export function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul className={styles.list}>
      {findings.map((finding) => (
        <li key={finding.code} className={styles.finding}>
          <Told finding={finding} />
        </li>
      ))}
    </ul>
  );
}

function Told({ finding: { code, level, facts } }: { finding: Finding }) {
  const t = useTelegramWords();
  const language = useLanguage();
  const timeZone = useTimeZone();
  const until = facts.until && exactly(String(facts.until), { language, timeZone });
  const values = { ...facts, ...(until && { until }) };
  const to = links[code];
  return (
    <>
      <Badge tone={tones[level]}>{t(`level_${level}`)}</Badge>
      <p>{t(`says_${code}`, values)}</p>
      {level !== 'ok' && <p className={styles.dim}>{t(`does_${code as AdvisedCode}`, values)}</p>}
      {to && <Link to={`/admin/deliveries?tab=${to}`}>{t(`to_${to}`)}</Link>}
    </>
  );
}
