/** Whether a picture is fit to be shown: its size is read from its head, before anything unpacks it. */
import { open } from 'node:fs/promises';

/** A small file may hold a picture that fills a browser's memory: larger ones are only downloaded. */
const mostPixels = 40_000_000;

/** A camera's JPEG may carry previews and profiles before it says its size. */
const headBytes = 512 * 1024;

const readers: Record<string, (head: Buffer) => Size | undefined> = {
  'image/png': sizeOfPng,
  'image/apng': sizeOfPng,
  'image/jpeg': sizeOfJpeg,
  'image/gif': sizeOfGif,
  'image/webp': sizeOfWebp,
};

interface Size {
  width: number;
  height: number;
}

/** False too where the size cannot be found. */
export async function isShowable(path: string, mediaType: string): Promise<boolean> {
  const read = Object.hasOwn(readers, mediaType) ? readers[mediaType] : undefined;
  if (!read) return false;
  const size = sizeOrNothing(read, await headOf(path));
  return size !== undefined && size.width > 0 && size.height > 0 && fits(size);
}

function fits({ width, height }: Size): boolean {
  return width * height <= mostPixels;
}

/** A head that ends too early is one without a size. */
function sizeOrNothing(read: (head: Buffer) => Size | undefined, head: Buffer): Size | undefined {
  try {
    return read(head);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function sizeOfPng(head: Buffer): Size | undefined {
  if (head.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}

function sizeOfGif(head: Buffer): Size {
  return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
}

/** From marker to marker until the one that begins a frame (ITU T.81, B.1.1.3). */
function sizeOfJpeg(head: Buffer): Size | undefined {
  let at = 2;
  while (head.readUInt8(at) === 0xff) {
    const marker = head.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) {
      return { height: head.readUInt16BE(at + 5), width: head.readUInt16BE(at + 7) };
    }
    at += 2 + head.readUInt16BE(at + 2);
  }
  return undefined;
}

function isFrame(marker: number): boolean {
  // Of the block of frames, three are tables.
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** The three kinds of WebP (RFC 9649): lossy, lossless, extended. */
function sizeOfWebp(head: Buffer): Size | undefined {
  const kind = head.toString('latin1', 12, 16);
  if (kind === 'VP8 ') {
    return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
  }
  if (kind === 'VP8L') {
    const bits = head.readUInt32LE(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (kind !== 'VP8X') return undefined;
  return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
}
