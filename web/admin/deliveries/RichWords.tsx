/** Words with their formatting as Telegram shows it: places in a text, never markup. */
import { Fragment, type ReactNode } from 'react';
import styles from './Deliveries.module.css';

interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string | undefined;
}

export function RichWords({ text, entities }: { text: string; entities: readonly Entity[] }) {
  const ends = entities.flatMap(({ offset, length }) => [offset, offset + length]);
  const places = [...new Set([0, text.length, ...ends])]
    .filter((place) => place >= 0 && place <= text.length)
    .toSorted((one, other) => one - other);
  return places.slice(0, -1).map((from, index) => {
    const to = places[index + 1] ?? text.length;
    const over = entities.filter(({ offset, length }) => offset <= from && offset + length >= to);
    const piece: ReactNode = text.slice(from, to);
    return <Fragment key={from}>{over.reduce(dressed, piece)}</Fragment>;
  });
}

function dressed(inside: ReactNode, { type, url }: Entity): ReactNode {
  switch (type) {
    case 'bold':
      return <b>{inside}</b>;
    case 'italic':
      return <i>{inside}</i>;
    case 'underline':
      return <u>{inside}</u>;
    case 'strikethrough':
      return <s>{inside}</s>;
    case 'code':
    case 'pre':
      return <code>{inside}</code>;
    case 'blockquote':
    case 'expandable_blockquote':
      return <span className={styles.quote}>{inside}</span>;
    case 'text_link':
      return url ? (
        <a href={url} target="_blank" rel="noopener noreferrer nofollow ugc">
          {inside}
        </a>
      ) : (
        inside
      );
    default:
      return inside;
  }
}
