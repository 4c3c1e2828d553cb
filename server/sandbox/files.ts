/** Files that went either way, kept beside the messages. */
import { createHash } from 'node:crypto';
import { newSecret } from '../platform/ids.ts';
import type { Upload } from './params.ts';
import type { Store } from './store.ts';

export interface StoredFile {
  /** The `file_id`. */
  id: string;
  uniqueId: string;
  /** The `file_path`. */
  path: string;
  name: string;
  mimeType: string;
  size: number;
}

export interface Files {
  add(folder: 'documents' | 'photos', upload: Upload): StoredFile;
  find(id: string): StoredFile | undefined;
  bytes(id: string): Buffer | undefined;
  bytesAt(path: string): Buffer | undefined;
  clear(): void;
}

interface Row {
  id: string;
  path: string;
  name: string;
  mime_type: string;
  size: number;
}

export function newFiles(store: Store): Files {
  return {
    add(folder, { name, mimeType, bytes }) {
      const id = newSecret();
      const extension = /\.[a-z0-9]{1,8}$/i.exec(name)?.[0] ?? '';
      const count = store.one<{ count: number }>('select count(*) as count from files')?.count ?? 0;
      const path = `${folder}/file_${count}${extension.toLowerCase()}`;
      store.run(
        'insert into files (id, path, name, mime_type, size, bytes) values (?, ?, ?, ?, ?, ?)',
        ...[id, path, name, mimeType, bytes.length, bytes],
      );
      return { id, uniqueId: uniqueIdOf(id), path, name, mimeType, size: bytes.length };
    },
    find(id) {
      const row = store.one<Row>(
        'select id, path, name, mime_type, size from files where id = ?',
        id,
      );
      if (!row) return undefined;
      const { path, name, size } = row;
      return { id, uniqueId: uniqueIdOf(id), path, name, mimeType: row.mime_type, size };
    },
    bytes: (id) => bytesOf('select bytes from files where id = ?', id),
    bytesAt: (path) => bytesOf('select bytes from files where path = ?', path),
    clear: () => void store.run('delete from files'),
  };

  function bytesOf(sql: string, key: string): Buffer | undefined {
    const row = store.one<{ bytes: Uint8Array }>(sql, key);
    return row && Buffer.from(row.bytes);
  }
}

function uniqueIdOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 16);
}
