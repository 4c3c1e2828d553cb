/** A message that is being written: its words with their marks, its files, and whether it can be sent. */
import { useState } from 'react';
import { type FormattedText, formattedLimits, tidyText } from '../../../contract/formatted-text.ts';
import { hasUnknownPlaceholder, longestLength, withName } from '../../../contract/placeholders.ts';
import { type AttemptKey, makeAttemptKey } from '../../ui/conversation/attempt-key.ts';
import { type Uploads, useUpload } from '../../ui/conversation/use-upload.ts';

export interface Written {
  content: FormattedText;
  change(content: FormattedText): void;
  uploads: Uploads;
  /** UTF-16 units with the longest name in each of its places. */
  length: number;
  problem: 'too_long' | 'placeholder' | undefined;
  /** There is something to send, and nothing in the way. */
  ready: boolean;
  unsent: boolean;
  body(): { message: string; entities: FormattedText['entities']; fileIds: string[] };
  /** As it would stand on the phone of somebody of this name. */
  shownTo(name: string): FormattedText;
  key: AttemptKey;
  clear(): void;
}

const nothing: FormattedText = { text: '', entities: [] };

export function useWritten(): Written {
  const [content, change] = useState(nothing);
  const [key] = useState(() => makeAttemptKey());
  const uploads = useUpload();
  const tidy = tidyText(content);
  const length = longestLength(tidy.text);
  const tooLong = length > formattedLimits.text;
  const problem = tooLong
    ? ('too_long' as const)
    : hasUnknownPlaceholder(tidy.text)
      ? ('placeholder' as const)
      : undefined;
  const filled = tidy.text !== '' || uploads.fileIds.length > 0;
  return {
    content,
    change,
    uploads,
    length,
    problem,
    ready: filled && !problem && !uploads.busy && !uploads.failed,
    unsent: content.text.trim() !== '' || uploads.items.length > 0,
    body: () => ({ message: tidy.text, entities: tidy.entities, fileIds: uploads.fileIds }),
    shownTo: (name) => withName(tidy, name),
    key,
    clear() {
      change(nothing);
      uploads.clear();
      key.done();
    },
  };
}
