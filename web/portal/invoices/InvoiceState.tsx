/** How an invoice stands, in a word and a colour. */
import { Badge, type BadgeTone } from '../../ui/Badge.tsx';
import type { InvoiceStanding } from './invoice-status.ts';
import { useInvoiceWords } from './invoice-words.ts';

export function InvoiceState({ standing }: { standing: InvoiceStanding }) {
  const t = useInvoiceWords();
  return <Badge tone={tones[standing]}>{t(`state_${standing}`)}</Badge>;
}

const tones: Record<InvoiceStanding, BadgeTone> = {
  to_pay: 'cool',
  overdue: 'bad',
  checking: 'warm',
  paid: 'tint',
  void: 'hollow',
};
