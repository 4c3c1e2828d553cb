/** How it was, from 1 to 5 and in a word; may be changed. */
import { Button, Group, Textarea } from '@mantine/core';
import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { rateMyTicket } from '../../contract/my-tickets.ts';
import { call } from '../lib/call.ts';
import { Failure } from '../ui/Failure.tsx';
import { SafeText } from '../ui/SafeText.tsx';
import { type MyTicket, ticketChanged } from './portal-queries.ts';
import { usePortalWords } from './portal-words.ts';
import styles from './Rating.module.css';

const scores = [1, 2, 3, 4, 5] as const;

export function Rating({ ticket }: { ticket: MyTicket }) {
  const t = usePortalWords();
  const [changing, change] = useState(false);
  const { rating } = ticket;
  if (!rating || changing) return <RatingForm ticket={ticket} done={() => change(false)} />;
  return (
    <section className={styles.rating} aria-label={t('rate')}>
      <p className={styles.title} role="status">
        {t('rate_thanks')}
      </p>
      <p className={styles.said}>{t('rate_yours', { score: rating.score })}</p>
      <span className={styles.stars} aria-hidden="true">
        {scores.map((score) => (
          <Star key={score} lit={score <= rating.score} />
        ))}
      </span>
      {rating.comment && (
        <p className={styles.said}>
          <SafeText>{rating.comment}</SafeText>
        </p>
      )}
      <Button variant="subtle" onClick={() => change(true)}>
        {t('rate_change')}
      </Button>
    </section>
  );
}

function RatingForm({ ticket, done }: { ticket: MyTicket; done(): void }) {
  const t = usePortalWords();
  const [score, setScore] = useState<number | undefined>(ticket.rating?.score);
  const [comment, setComment] = useState(ticket.rating?.comment ?? '');
  const ticketId = String(ticket.number);
  const rate = useMutation({
    mutationFn: async (body: { score: number; comment: string }) => {
      await call(rateMyTicket, { params: { ticketId }, body });
      await ticketChanged(ticketId);
    },
    onSuccess: done,
  });
  return (
    <section className={styles.rating} aria-label={t('rate')}>
      <p className={styles.title}>{t('rate')}</p>
      <fieldset className={styles.stars}>
        <legend className={styles.legend}>{t('rate_stars')}</legend>
        {scores.map((one) => (
          <label key={one} className={styles.star} title={t(`star_${one}`)}>
            <input
              type="radio"
              name={`score-${ticketId}`}
              value={one}
              checked={score === one}
              aria-label={t(`star_${one}`)}
              onChange={() => setScore(one)}
            />
            <Star lit={score !== undefined && one <= score} />
          </label>
        ))}
      </fieldset>
      {score !== undefined && (
        <>
          <p className={styles.said} aria-hidden="true">
            {t(`star_${score as (typeof scores)[number]}`)}
          </p>
          <Textarea
            className={styles.word ?? ''}
            label={t('rate_word')}
            placeholder={t('rate_word_hint')}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={10_000}
            value={comment}
            onChange={({ currentTarget }) => setComment(currentTarget.value)}
          />
          {rate.error && <Failure error={rate.error} />}
          <Group justify="center">
            {ticket.rating && (
              <Button variant="default" onClick={done}>
                {t('rate_cancel')}
              </Button>
            )}
            <Button
              loading={rate.isPending}
              onClick={() => rate.mutate({ score, comment: comment.trim() })}
            >
              {t('rate_send')}
            </Button>
          </Group>
        </>
      )}
    </section>
  );
}

function Star({ lit }: { lit: boolean }) {
  return lit ? (
    <IconStarFilled size={30} className={styles.lit} aria-hidden="true" />
  ) : (
    <IconStar size={30} stroke={1.6} aria-hidden="true" />
  );
}
