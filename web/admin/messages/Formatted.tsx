/** A message as the phone shows it: the words with their marks, never as markup. */
import { Fragment, type ReactNode } from 'react';
import type { FormattedText, Mark } from '../../../contract/formatted-text.ts';
import styles from './Formatted.module.css';

/** Marks as `tidyText` gives them: none crosses another, the outer ones first. */
function Formatted({ text, entities }: FormattedText) {
  return <span className={styles.text}>{pieces(text, entities, 0, text.length)}</span>;
}

/** The bubble in which a message stands on the phone. */
export function Bubble({ content, children }: { content: FormattedText; children?: ReactNode }) {
  return (
    <div className={styles.bubble}>
      {children}
      {content.text !== '' && <Formatted {...content} />}
    </div>
  );
}

function pieces(text: string, marks: readonly Mark[], from: number, to: number): ReactNode {
  const shown: ReactNode[] = [];
  let at = from;
  const inside = marks.filter(({ offset }) => offset >= from && offset < to);
  for (const [index, mark] of inside.entries()) {
    if (mark.offset < at) continue;
    const end = mark.offset + mark.length;
    shown.push(text.slice(at, mark.offset));
    shown.push(
      <Marked key={mark.offset} mark={mark}>
        {pieces(text, inside.slice(index + 1), mark.offset, end)}
      </Marked>,
    );
    at = end;
  }
  shown.push(text.slice(at, to));
  // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
  return shown.map((piece, index) => <Fragment key={index}>{piece}</Fragment>);
}

function Marked({ mark, children }: { mark: Mark; children: ReactNode }) {
  switch (mark.type) {
    case 'bold':
      return <strong>{children}</strong>;
    case 'italic':
      return <em>{children}</em>;
    case 'underline':
      return <u>{children}</u>;
    case 'strikethrough':
      return <s>{children}</s>;
    case 'code':
      return <code className={styles.code}>{children}</code>;
    case 'blockquote':
      return <span className={styles.quote}>{children}</span>;
    case 'text_link':
      return (
        <a
          className={styles.link}
          href={mark.url}
          title={mark.url}
          target="_blank"
          rel="noopener noreferrer nofollow"
        >
          {children}
        </a>
      );
  }
}
