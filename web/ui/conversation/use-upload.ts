/** The files of one composer, for as long as the page that writes is open. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { sendFile } from './send-file.ts';
import { makeUploads, type Upload, type UploadStore } from './uploads.ts';

export interface Uploads extends Pick<UploadStore, 'add' | 'retry' | 'remove' | 'clear'> {
  items: readonly Upload[];
  /** How many of the files chosen last were too many. */
  leftOut: number;
  /** Of the files that have arrived: goes into the message's `fileIds`. */
  fileIds: string[];
  /** Something is still under way: the message has to wait. */
  busy: boolean;
  /** Something has failed and is still in the list. */
  failed: boolean;
}

export function useUpload(): Uploads {
  const [store] = useState(() => makeUploads(sendFile));
  const items = useSyncExternalStore(store.subscribe, store.items);
  useEffect(() => store.clear, [store]);
  return {
    add: store.add,
    retry: store.retry,
    remove: store.remove,
    clear: store.clear,
    items,
    leftOut: store.leftOut(),
    fileIds: items.flatMap((item) => (item.file ? [item.file.id] : [])),
    busy: items.some((item) => item.state === 'waiting' || item.state === 'sending'),
    failed: items.some((item) => item.state === 'failed'),
  };
}
