/** A custom message as notices: the words first, then each file; one file carries short words as its caption. */
import type { FileShape } from '../../contract/files.ts';
import type { FormattedText } from '../../contract/formatted-text.ts';
import { withName } from '../../contract/placeholders.ts';
import type { Lane, NewNotice, NoticeFile, Rank } from '../notifications/notifications.ts';

/** Characters, of a message's and of a caption's words (Bot API, sendDocument). */
const longestCaption = 1024;
/** Bytes (Bot API, sendPhoto). */
const largestPhoto = 10 * 1024 * 1024;
const photoTypes = ['image/jpeg', 'image/png', 'image/webp'];

export interface Message {
  id: string;
  content: FormattedText;
  files: readonly FileShape[];
}

/** In the order in which they leave. */
export function noticesFor(
  { id, content, files }: Message,
  client: { id: string; name: string; lane: Lane },
  rank: Rank,
): NewNotice[] {
  const text = withName(content, client.name);
  const [first, ...others] = files.map(asNotice);
  const captioned = first && others.length === 0 && text.text.length <= longestCaption;
  const parts: Pick<NewNotice, 'kind' | 'text' | 'file'>[] = captioned
    ? [{ kind: 'custom.file', text, file: first }]
    : [
        ...(text.text === '' ? [] : [{ kind: 'custom.text', text }]),
        ...[first, ...others].flatMap((file) =>
          file ? [{ kind: 'custom.file', text: { text: '' }, file }] : [],
        ),
      ];
  return parts.map((part, place) => ({
    ...part,
    lane: client.lane,
    person: { kind: 'client', id: client.id },
    rank,
    topic: 'messages',
    subject: { kind: 'custom_message', id },
    key: `custom:${id}:${client.id}:${place}`,
  }));
}

function asNotice({ id, size, mediaType }: FileShape): NoticeFile {
  const photo = photoTypes.includes(mediaType) && size <= largestPhoto;
  return { source: 'file', id, as: photo ? 'photo' : 'document' };
}
