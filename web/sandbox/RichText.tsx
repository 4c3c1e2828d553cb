/** A message's text with its formatting; commands and links in it work. */
import { Fragment, type ReactNode, useState } from 'react';
import type { SandboxMessage } from '../../contract/sandbox-shapes.ts';
import { afterBlock, type Entity, nested, type Piece, plain } from './entities.ts';
import { destination, safeAddress } from './links.ts';
import { usePhone } from './phone-context.ts';
import styles from './RichText.module.css';
import { useSandboxWords } from './sandbox-words.ts';

export function RichText({
  text,
  entities,
}: {
  text: string;
  entities: SandboxMessage['entities'];
}) {
  return <Pieces pieces={nested(text, entities)} />;
}

function Pieces({ pieces }: { pieces: Piece[] }): ReactNode {
  return pieces.map((piece, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
    <Fragment key={at}>
      {typeof piece === 'string' ? afterBlock(piece, pieces[at - 1]) : <Formatted {...piece} />}
    </Fragment>
  ));
}

function Formatted({ entity, children }: { entity: Entity; children: Piece[] }) {
  const inside = <Pieces pieces={children} />;
  switch (entity.type) {
    case 'bold':
      return <strong>{inside}</strong>;
    case 'italic':
      return <em>{inside}</em>;
    case 'underline':
      return <u>{inside}</u>;
    case 'strikethrough':
      return <s>{inside}</s>;
    case 'code':
      return <code className={styles.code}>{inside}</code>;
    case 'pre':
      return (
        <pre className={styles.pre} data-language={entity.language}>
          <code>{inside}</code>
        </pre>
      );
    case 'blockquote':
    case 'expandable_blockquote':
      return <blockquote className={styles.quote}>{inside}</blockquote>;
    case 'spoiler':
      return <Spoiler>{inside}</Spoiler>;
    case 'text_link':
      return (
        <Link given={entity.url} written={plain(children)}>
          {inside}
        </Link>
      );
    case 'url':
      return <Link given={plain(children)}>{inside}</Link>;
    case 'email':
      return <Link given={`mailto:${plain(children)}`}>{inside}</Link>;
    case 'phone_number':
      return <Link given={`tel:${plain(children).replace(/[^+\d]/g, '')}`}>{inside}</Link>;
    case 'bot_command':
      return <Command command={plain(children)}>{inside}</Command>;
    case 'mention':
    case 'text_mention':
    case 'hashtag':
    case 'cashtag':
      return <span className={styles.tag}>{inside}</span>;
    default:
      return inside;
  }
}

interface LinkProps {
  given: string | undefined;
  /** What a text link shows in place of its address: then the address is said behind it. */
  written?: string;
  children: ReactNode;
}

function Link({ given, written, children }: LinkProps) {
  const address = safeAddress(given);
  if (!address) return <span title={given}>{children}</span>;
  const where = destination(address);
  return (
    <>
      <a className={styles.link} href={address} target="_blank" rel="noreferrer" title={given}>
        {children}
      </a>
      {written !== undefined && written !== where && (
        <span className={styles.where}> ({where})</span>
      )}
    </>
  );
}

function Command({ command, children }: { command: string; children: ReactNode }) {
  const { chat, doings } = usePhone();
  if (chat.phone.chat !== 'started') return <span className={styles.tag}>{children}</span>;
  return (
    <button type="button" className={styles.command} onClick={() => void doings.write(command)}>
      {children}
    </button>
  );
}

function Spoiler({ children }: { children: ReactNode }) {
  const t = useSandboxWords();
  const [shown, show] = useState(false);
  if (shown) return <span className={styles.revealed}>{children}</span>;
  return (
    <button
      type="button"
      className={styles.spoiler}
      aria-label={t('reveal')}
      onClick={() => show(true)}
    >
      <span aria-hidden="true">{children}</span>
    </button>
  );
}
