/** Which kinds of files are taken: found in the bytes, for a name proves nothing. */
import { extname } from 'node:path';
import { fileTypeFromFile } from 'file-type';

export interface Kind {
  mediaType: string;
  /** What names of this kind end with; the first is put behind a name that says something else. */
  extensions: readonly string[];
}

/** What the whole content was seen to be while it came in. */
export interface Seen {
  /** No byte that only binary files hold. */
  printable: boolean;
  /** Valid UTF-8. */
  utf8: boolean;
}

const office = 'application/vnd.openxmlformats-officedocument';
const open = 'application/vnd.oasis.opendocument';

/** By what file-type calls it. What a browser could run is not here, nor are programs and macros. */
const kinds: Record<string, readonly string[]> = {
  'image/png': ['png'],
  'image/apng': ['png', 'apng'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif'],
  'image/heif': ['heif', 'heic'],
  'image/avif': ['avif'],
  'image/bmp': ['bmp'],
  'image/tiff': ['tif', 'tiff'],
  'application/pdf': ['pdf'],
  [`${office}.wordprocessingml.document`]: ['docx'],
  [`${office}.spreadsheetml.sheet`]: ['xlsx'],
  [`${office}.presentationml.presentation`]: ['pptx'],
  [`${open}.text`]: ['odt'],
  [`${open}.spreadsheet`]: ['ods'],
  [`${open}.presentation`]: ['odp'],
  [`${open}.graphics`]: ['odg'],
  'application/rtf': ['rtf'],
  'application/zip': ['zip'],
  'application/gzip': ['gz', 'tgz'],
  'application/x-7z-compressed': ['7z'],
  'application/x-rar-compressed': ['rar'],
  'audio/mpeg': ['mp3'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'audio/mp4': ['m4a', 'mp4'],
  'audio/x-m4a': ['m4a'],
  'audio/aac': ['aac'],
  'audio/amr': ['amr'],
  'audio/flac': ['flac'],
  'audio/wav': ['wav'],
  'video/mp4': ['mp4', 'm4v'],
  'video/x-m4v': ['m4v', 'mp4'],
  'video/ogg': ['ogv', 'ogg'],
  'video/webm': ['webm'],
  'video/quicktime': ['mov'],
  'video/3gpp': ['3gp'],
};

/** The old office formats share one container, which installers use as well: there the name must say it. */
const oldOffice: Record<string, string> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
};

// Endings under which nothing runs what the file holds; any other text gets .txt behind its name.
const plain = [
  'txt',
  'log',
  'md',
  'json',
  'yml',
  'yaml',
  'ini',
  'conf',
  'sql',
  'srt',
  'vcf',
  'ics',
];

/** What the file at `path` is, or nothing when we do not take such files. */
export async function kindOf(path: string, name: string, seen: Seen): Promise<Kind | undefined> {
  const extension = extname(name).slice(1).toLowerCase();
  const found = await foundInBytes(path);
  if (found === undefined || isText(found)) return textKind(extension, seen);
  if (found === 'application/x-cfb') {
    const mediaType = Object.hasOwn(oldOffice, extension) ? oldOffice[extension] : undefined;
    return mediaType === undefined ? undefined : { mediaType, extensions: [extension] };
  }
  const extensions = Object.hasOwn(kinds, found) ? kinds[found] : undefined;
  return extensions && { mediaType: found, extensions };
}

/** Markup of every kind is text to us, and is served as nothing else. */
function isText(mediaType: string): boolean {
  return mediaType.startsWith('text/') || /[/+]xml$/.test(mediaType);
}

function textKind(extension: string, { printable, utf8 }: Seen): Kind | undefined {
  // Older Windows programs write other alphabets: taken where the name says text too.
  const legible = utf8 || ['txt', 'csv', 'log'].includes(extension);
  if (!printable || !legible) return undefined;
  if (extension === 'csv') return { mediaType: 'text/csv', extensions: ['csv'] };
  return { mediaType: 'text/plain', extensions: plain };
}

/** Without parameters such as `codecs`. What confuses the detector is unknown, not a failure of ours. */
async function foundInBytes(path: string): Promise<string | undefined> {
  try {
    const found = await fileTypeFromFile(path, { signal: AbortSignal.timeout(10_000) });
    return found?.mime.split(';')[0];
  } catch {
    return undefined;
  }
}
