import { expect, test } from 'vitest';
import { base64Of, problemOfFile, tableOf } from './import-file.ts';

test('a table quotes what would break its rows', () => {
  expect(
    tableOf([
      ['Имя', 'Заметка'],
      ['Анна', 'раз; "два"'],
    ]),
  ).toBe('\uFEFFИмя;Заметка\r\nАнна;"раз; ""два"""\r\n');
});

test('a cell is never a formula, and a phone number stays one', () => {
  expect(tableOf([['=1+1', '@SUM(A1)', '-cmd', '+79161234567', 7]])).toBe(
    "\uFEFF'=1+1;'@SUM(A1);'-cmd;+79161234567;7\r\n",
  );
});

test('a file of any bytes travels as it is', async () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, i) => i % 256);
  const back = atob(await base64Of(new Blob([bytes])));
  expect(Uint8Array.from(back, (one) => one.charCodeAt(0))).toEqual(bytes);
});

test('what the server would refuse is not sent', () => {
  expect(problemOfFile({ size: 0 })).toBe('empty');
  expect(problemOfFile({ size: 5 * 1024 * 1024 + 1 })).toBe('too_large');
  expect(problemOfFile({ size: 100 })).toBeUndefined();
});
