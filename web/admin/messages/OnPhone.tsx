/** What the phone will show, in the order in which it comes: exactly as the channel sends it. */
import { IconFile, IconPhoto } from '@tabler/icons-react';
import { Bubble } from './Formatted.tsx';
import { useMessagesWords } from './messages-words.ts';
import styles from './OnPhone.module.css';
import type { Written } from './use-written.ts';

/** Characters of a file's caption (Bot API). */
const longestCaption = 1024;
const photo = /^image\/(jpeg|png|webp)$/;

export function OnPhone({ written, name }: { written: Written; name: string }) {
  const t = useMessagesWords();
  const content = written.shownTo(name);
  const files = written.uploads.items.flatMap(({ file }) => (file ? [file] : []));
  const captioned = files.length === 1 && content.text.length <= longestCaption;
  const nothing = { text: '', entities: [] };
  return (
    <section className={styles.phone} aria-label={t('preview')}>
      <h2 className={styles.title}>{t('preview')}</h2>
      {content.text === '' && files.length === 0 && (
        <p className={styles.empty}>{t('preview_empty')}</p>
      )}
      {!captioned && content.text !== '' && <Bubble content={content} />}
      {files.map((file) => (
        <Bubble key={file.id} content={captioned ? content : nothing}>
          <span className={styles.file}>
            {photo.test(file.mediaType) ? (
              <IconPhoto size={20} aria-hidden="true" />
            ) : (
              <IconFile size={20} aria-hidden="true" />
            )}
            {file.name}
          </span>
        </Bubble>
      ))}
    </section>
  );
}
