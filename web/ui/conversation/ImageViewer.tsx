/** One picture over the whole window; arrows go through those of the same message, Escape closes. */
import { ActionIcon, Loader } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconDownload, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { FileShape } from '../../../contract/files.ts';
import { useConversationWords } from './conversation-words.ts';
import styles from './Files.module.css';
import { download, useFileLink } from './file-link.ts';

interface ImageViewerProps {
  images: readonly FileShape[];
  shown: FileShape;
  show(file: FileShape): void;
  close(): void;
}

const icon = { variant: 'subtle', color: 'gray.0', size: 44, radius: 'xl' } as const;

export function ImageViewer({ images, shown, show, close }: ImageViewerProps) {
  const t = useConversationWords();
  const at = images.findIndex((image) => image.id === shown.id);
  const go = (step: number) => {
    const next = images[at + step];
    if (next) show(next);
  };
  return (
    <dialog
      ref={openDialog}
      className={styles.viewer}
      aria-label={t('viewer', { name: shown.name })}
      onClose={close}
      onKeyDown={(event) => {
        // The page behind has shortcuts of its own.
        event.stopPropagation();
        if (event.key === 'ArrowLeft') go(-1);
        if (event.key === 'ArrowRight') go(1);
      }}
    >
      <div className={styles.viewerTop}>
        <span className={styles.viewerName}>{shown.name}</span>
        {images.length > 1 && (
          <>
            <ActionIcon
              {...icon}
              aria-label={t('viewer_before')}
              disabled={at <= 0}
              onClick={() => go(-1)}
            >
              <IconChevronLeft size={22} />
            </ActionIcon>
            <ActionIcon
              {...icon}
              aria-label={t('viewer_after')}
              disabled={at === images.length - 1}
              onClick={() => go(1)}
            >
              <IconChevronRight size={22} />
            </ActionIcon>
          </>
        )}
        <ActionIcon
          {...icon}
          aria-label={t('file_download', { name: shown.name })}
          onClick={() => void download(shown).catch(() => undefined)}
        >
          <IconDownload size={20} />
        </ActionIcon>
        <ActionIcon {...icon} aria-label={t('viewer_close')} onClick={close}>
          <IconX size={22} />
        </ActionIcon>
      </div>
      <Picture key={shown.id} file={shown} />
    </dialog>
  );
}

function Picture({ file }: { file: FileShape }) {
  const t = useConversationWords();
  const link = useFileLink(file);
  const [tries, tryAgain] = useState(0);
  const failed = link.error || tries > 1;
  return (
    <div className={styles.viewerPicture}>
      {failed ? (
        <p role="alert">{t('file_failed')}</p>
      ) : link.data ? (
        <img
          src={link.data.url}
          // Its name stands above it.
          alt=""
          onError={() => {
            tryAgain(tries + 1);
            if (tries === 0) void link.refetch();
          }}
        />
      ) : (
        <Loader color="gray.0" />
      )}
    </div>
  );
}

function openDialog(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) dialog.showModal();
}
