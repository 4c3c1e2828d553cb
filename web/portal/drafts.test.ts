import { expect, test } from 'vitest';
import { draftOf, forgetDrafts } from './drafts.ts';

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    key: (index: number) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}

test('a draft is there after a reload, and is nobody else’s', () => {
  const storage = memory();
  draftOf('anna', '7', () => storage).write({ text: 'Здравствуйте' });
  expect(draftOf('anna', '7', () => storage).read().text).toBe('Здравствуйте');
  expect(draftOf('anna', '8', () => storage).read().text).toBe('');
  expect(draftOf('dmitry', '7', () => storage).read().text).toBe('');
});

test('the same words are sent under the same key, also after a reload, and others under another', () => {
  const storage = memory();
  const draft = draftOf('anna', 'new', () => storage);
  draft.write({ subject: 'Лифт', text: 'Стоит' });
  const key = draft.keyFor({ text: 'Стоит' });
  draft.write({ subject: 'Лифт', text: 'Стоит' });
  expect(draftOf('anna', 'new', () => storage).keyFor({ text: 'Стоит' })).toBe(key);
  expect(draft.keyFor({ text: 'Стоит второй день' })).not.toBe(key);
});

test('what is sent is forgotten, and so is its key', () => {
  const storage = memory();
  const draft = draftOf('anna', '7', () => storage);
  draft.write({ text: 'Ок' });
  const key = draft.keyFor({ text: 'Ок' });
  draft.forget();
  expect(draft.read()).toEqual({ text: '' });
  expect(draft.keyFor({ text: 'Ок' })).not.toBe(key);
});

test('leaving takes all drafts along and nothing else', () => {
  const storage = memory();
  storage.setItem('otklik.language', 'ru');
  draftOf('anna', '7', () => storage).write({ text: 'Раз' });
  draftOf('anna', '8', () => storage).write({ text: 'Два' });
  forgetDrafts(() => storage);
  expect(storage.length).toBe(1);
});

test('where the browser refuses storage the draft lives as long as the page', () => {
  const draft = draftOf('anna', '7', () => {
    throw new Error('refused');
  });
  draft.write({ text: 'Здравствуйте' });
  const key = draft.keyFor('a');
  expect(draft.read().text).toBe('Здравствуйте');
  expect(draft.keyFor('a')).toBe(key);
});

test('what another version has left there does no harm', () => {
  const storage = memory();
  storage.setItem('otklik.draft.anna.7', '[1');
  expect(draftOf('anna', '7', () => storage).read()).toEqual({ text: '' });
});
