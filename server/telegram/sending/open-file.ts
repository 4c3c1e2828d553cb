/** Where the bytes of what a message carries come from. */
import { readWhole } from '../../files/files.ts';
import { drawClientPaper } from '../../invoices/invoices.ts';
import type { NoticeFile } from '../../notifications/notifications.ts';
import type { Platform } from '../../platform/platform.ts';

export interface OpenedFile {
  name: string;
  mediaType: string;
  bytes: Buffer;
}

/** Nothing where it is no more. An invoice is drawn as it is at this moment. */
export type OpenFile = (file: NoticeFile) => Promise<OpenedFile | undefined>;

export function openFileOf(platform: Platform): OpenFile {
  return async ({ source, id }) => {
    try {
      return source === 'file'
        ? await readWhole(platform, id)
        : await drawClientPaper(platform, id);
    } catch (err) {
      platform.log.error({ err, source }, 'The file of a notice could not be read.');
      return undefined;
    }
  };
}
