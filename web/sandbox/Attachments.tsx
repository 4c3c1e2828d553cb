/** What a message carries besides its text: a contact card, a photo, a document. */
import { VisuallyHidden } from '@mantine/core';
import type { SandboxMessage } from '../../contract/sandbox-shapes.ts';
import { useLanguage } from '../lib/i18n.ts';
import styles from './Attachments.module.css';
import { Avatar } from './Avatar.tsx';
import { FileIcon } from './icons.tsx';
import { fullName, readableNumber } from './person.ts';
import { useSandboxWords } from './sandbox-words.ts';
import { fileAddress } from './upload.ts';
import { sizeOf } from './when.ts';

export function Attachments({ message }: { message: SandboxMessage }) {
  return (
    <>
      {message.photo && <Photo photo={message.photo} caption={message.text} />}
      {message.document && <Document document={message.document} />}
      {message.contact && <ContactCard contact={message.contact} forwarded={message.forwarded} />}
    </>
  );
}

type Stored = NonNullable<SandboxMessage['photo']>;

function Photo({ photo, caption }: { photo: Stored; caption: string | undefined }) {
  const t = useSandboxWords();
  const address = fileAddress(photo.id);
  return (
    <a
      className={styles.photo}
      href={address}
      target="_blank"
      rel="noreferrer"
      title={t('open_photo')}
    >
      <img src={address} alt={caption ? `${t('photo')}: ${caption}` : t('photo')} />
    </a>
  );
}

function Document({ document }: { document: Stored }) {
  const t = useSandboxWords();
  const language = useLanguage();
  const name = document.name ?? t('document');
  return (
    <a
      className={styles.document}
      href={fileAddress(document.id)}
      download={document.name ?? ''}
      title={t('download')}
    >
      <span className={styles.disc}>
        <FileIcon size={22} />
      </span>
      <span className={styles.lines}>
        <span className={styles.name}>
          <VisuallyHidden>{t('download')} </VisuallyHidden>
          {name}
        </span>
        <span className={styles.small}>{sizeOf(document.size, language)}</span>
      </span>
    </a>
  );
}

interface ContactProps {
  contact: NonNullable<SandboxMessage['contact']>;
  forwarded: boolean | undefined;
}

function ContactCard({ contact, forwarded }: ContactProps) {
  const t = useSandboxWords();
  const name = fullName(contact);
  return (
    <div>
      {forwarded && <p className={styles.small}>{t('forwarded')}</p>}
      <div className={styles.contact}>
        <Avatar name={name} size={40} />
        <span className={styles.lines}>
          <span className={styles.name}>{name}</span>
          <span className={styles.small}>{readableNumber(contact.phoneNumber)}</span>
        </span>
      </div>
    </div>
  );
}
