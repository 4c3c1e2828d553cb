/** A file that hangs on a message: a picture shows itself, anything else is kept by a press. */
import { VisuallyHidden } from '@mantine/core';
import { IconDownload, IconFile, IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import type { FileShape } from '../../../contract/files.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { useConversationWords } from './conversation-words.ts';
import styles from './Files.module.css';
import { download, useFileLink } from './file-link.ts';
import { ImageViewer } from './ImageViewer.tsx';
import { sizeOf } from './times.ts';

// The picture itself comes, not a small copy of it: larger ones wait for a press.
const shownAtOnce = 4 * 1024 * 1024;

export function FileList({ files }: { files: readonly FileShape[] }) {
  const [opened, open] = useState<FileShape>();
  return (
    <>
      <ul className={styles.files}>
        {files.map((file) => (
          <li key={file.id}>
            <FileChip file={file} {...(file.image ? { open: () => open(file) } : {})} />
          </li>
        ))}
      </ul>
      {opened && (
        <ImageViewer
          images={files.filter((file) => file.image)}
          shown={opened}
          show={open}
          close={() => open(undefined)}
        />
      )}
    </>
  );
}

/** With `open` it is a picture that can be looked at. */
export function FileChip({ file, open }: { file: FileShape; open?: () => void }) {
  const t = useConversationWords();
  if (!open) return <Download file={file} />;
  if (file.size <= shownAtOnce) return <Thumbnail file={file} open={open} />;
  return (
    <button
      type="button"
      className={styles.chip}
      aria-label={t('file_open', { name: file.name })}
      onClick={open}
    >
      <ChipWords file={file} />
    </button>
  );
}

function Thumbnail({ file, open }: { file: FileShape; open: () => void }) {
  const t = useConversationWords();
  const link = useFileLink(file);
  const [broken, breakIt] = useState(false);
  if (link.error || broken) return <Download file={file} />;
  return (
    <button
      type="button"
      className={styles.picture}
      aria-label={t('file_open', { name: file.name })}
      title={file.name}
      onClick={open}
    >
      {link.data && (
        <img src={link.data.url} alt="" decoding="async" onError={() => breakIt(true)} />
      )}
    </button>
  );
}

function Download({ file }: { file: FileShape }) {
  const t = useConversationWords();
  const [failed, fail] = useState(false);
  return (
    <button
      type="button"
      className={styles.chip}
      title={file.name}
      onClick={() => {
        fail(false);
        download(file).catch(() => fail(true));
      }}
    >
      <VisuallyHidden>{t('file_download', { name: '' })}</VisuallyHidden>
      <ChipWords file={file} problem={failed ? t('file_failed') : undefined} />
      <span className={styles.icon}>
        <IconDownload size={16} aria-hidden />
      </span>
    </button>
  );
}

function ChipWords({ file, problem }: { file: FileShape; problem?: string | undefined }) {
  const language = useLanguage();
  return (
    <>
      <span className={styles.icon}>
        {file.image ? <IconPhoto size={20} aria-hidden /> : <IconFile size={20} aria-hidden />}
      </span>
      <span className={styles.words}>
        <span className={styles.name}>{file.name}</span>
        <span
          className={styles.about}
          data-bad={problem !== undefined}
          role={problem ? 'alert' : undefined}
        >
          {problem ?? sizeOf(file.size, language)}
        </span>
      </span>
    </>
  );
}
