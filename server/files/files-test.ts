/** Files for tests: bytes of every kind, and a form that carries them. */
import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { LightMyRequestResponse } from 'fastify';
import type { FileShape } from '../../contract/files.ts';
import type { Caller, Desk } from '../../testing/desk.ts';

interface Sent {
  name?: string;
  bytes: Buffer | string;
  /** The name of the part. */
  field?: string;
  /** What the sender says it is; nobody believes it. */
  type?: string;
}

/** Uploads as a browser does. */
export function upload(
  desk: Desk,
  as: Caller | undefined,
  { name = 'file.txt', bytes, field = 'file', type = 'application/octet-stream' }: Sent,
): Promise<LightMyRequestResponse> {
  const boundary = `----${randomUUID()}`;
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`;
  const payload = Buffer.concat([
    Buffer.from(head),
    Buffer.from(bytes),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return uploadForm(desk, as, payload, `multipart/form-data; boundary=${boundary}`);
}

export function uploadForm(
  { http }: Desk,
  as: Caller | undefined,
  payload: Buffer | string,
  type: string,
): Promise<LightMyRequestResponse> {
  const headers = { ...(as && { authorization: `Bearer ${as.bearer()}` }), 'content-type': type };
  return http.inject({ method: 'POST', url: '/api/files', headers, payload });
}

/** Uploads what is expected to be taken. */
export async function kept(desk: Desk, as: Caller, sent: Sent): Promise<FileShape> {
  const answer = await upload(desk, as, sent);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json();
}

export function png(width = 2, height = 2): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  const begin = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    begin,
    chunk('IHDR', header),
    chunk('IDAT', Buffer.alloc(10)),
    chunk('IEND'),
  ]);
}

function chunk(kind: string, data = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(kind), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, sum]);
}

/** With a profile before the size, as cameras write it. */
export function jpeg(width: number, height: number): Buffer {
  const profile = Buffer.concat([Buffer.from([0xff, 0xe1, 0xff, 0xff]), Buffer.alloc(0xfffd)]);
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), profile, frame, Buffer.from([0xff, 0xd9])]);
}

export function gif(width: number, height: number): Buffer {
  const bytes = Buffer.from('GIF89a\0\0\0\0\0\0\0;', 'latin1');
  bytes.writeUInt16LE(width, 6);
  bytes.writeUInt16LE(height, 8);
  return bytes;
}

/** The extended kind, which says its size in three bytes each. */
export function webp(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(30);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(22, 4);
  bytes.write('WEBPVP8X', 8);
  bytes.writeUInt32LE(10, 16);
  bytes.writeUIntLE(width - 1, 24, 3);
  bytes.writeUIntLE(height - 1, 27, 3);
  return bytes;
}

export const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
export const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200, 0x90)]);

/** An archive without compression. */
export function zip(entries: Record<string, string>): Buffer {
  const parts: Buffer[] = [];
  const index: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(entries)) {
    const data = Buffer.from(text);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    const listed = Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), fields, tail]);
    index.push(listed, Buffer.from(name));
    parts.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(index);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(entries).length, 4);
  end.writeUInt16LE(Object.keys(entries).length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, directory, Buffer.from('PK\x05\x06'), end]);
}

export const docx = zip({
  '[Content_Types].xml':
    '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  'word/document.xml': '<document/>',
});
