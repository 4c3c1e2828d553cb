/** Tables as spreadsheets save them, and as mischief-makers make them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as contract from '../../contract/client-import.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

test.each([
  ['UTF-8 with a mark', Buffer.from('\ufeffИмя;Телефон\nЕгор;89212000001', 'utf8')],
  ['Windows-1251', windows1251('Имя\tТелефон\r\nЕгор\t89212000001\r\n')],
  ['UTF-16 as Excel says Unicode', Buffer.from('\ufeffИмя\tТелефон\nЕгор\t89212000001', 'utf16le')],
  ['Excel with its sign named', Buffer.from('sep=;\r\nИмя;Телефон\r\nЕгор;89212000001')],
  ['old line ends', Buffer.from('Имя,Телефон\rЕгор,89212000001\r')],
])('%s is read', async (_what, bytes) => {
  const { body } = await uploaded(bytes);
  expect(body).toMatchObject({
    heading: ['Имя', 'Телефон'],
    columns: { name: 0, phone: 1 },
    sample: [['Егор', '89212000001']],
    total: 1,
  });
});

test.each([
  [
    ['Contact e-mail', 'Contact name', 'Mobile', 'Comment'],
    { email: 0, name: 1, phone: 2, note: 3 },
  ],
  [['№', 'Контактное лицо', 'Тел.', 'Электронная почта'], { name: 1, phone: 2, email: 3 }],
  [['Наименование', 'Номер'], { name: 0, phone: 1 }],
  [['a', 'b'], {}],
])('the columns %j are guessed', async (heading, guess) => {
  const { body } = await uploaded(`${heading.join(';')}\n${heading.map(() => 'x').join(';')}`);
  expect(body.columns).toEqual(guess);
});

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
test.each([
  ['nothing', Buffer.from('')],
  ['a heading alone', Buffer.from('Имя;Телефон\n\n')],
  ['a picture', png],
  ['NULs', Buffer.from('Имя;Телефон\nЕ\u0000гор;89212000001')],
  ['a quote without an end', Buffer.from('Имя;Телефон\n"Егор;89212000001')],
  ['a field without end', Buffer.from(`Имя;Телефон\n${'я'.repeat(2_000_000)};1`)],
  ['columns without end', Buffer.alloc(5_000_000, ',')],
])('%s as a table is refused', async (_what, bytes) => {
  expect((await uploaded(bytes)).error?.code).toBe('import.not_csv');
});

test('more rows than allowed and more bytes than allowed are refused', async () => {
  const rows = Buffer.from(`a,b\n${'x,1\n'.repeat(20_001)}`);
  expect((await uploaded(rows)).error?.code).toBe('import.too_many_rows');
  const blank = Buffer.alloc(4_000_000, '\n');
  expect((await uploaded(blank)).error?.code).toBe('import.too_many_rows');
  const bytes = Buffer.alloc(5 * 1024 * 1024 + 1, 'a');
  expect((await uploaded(bytes)).error?.code).toBe('request.too_large');
  expect((await uploaded(Buffer.alloc(7 * 1024 * 1024, 'a'))).error?.code).toBe(
    'request.too_large',
  );
});

test('many columns, huge fields, and letters that no text has, harm nothing', async () => {
  const wide = await uploaded(
    `${'x'.repeat(90)},`.repeat(20_000).slice(0, 120_000).concat('\n1,2'),
  );
  expect(wide.body.heading).toHaveLength(50);
  const { body } = await uploaded(
    `Имя;Телефон;Заметка\nЕ\u200fва;89213000001;x\nЕва;89213000001;${'ы'.repeat(300_000)}`,
  );
  const checked = await desk.call(desk.olga, contract.checkImport, {
    params: { importId: body.id },
    body: { columns: body.columns },
  });
  expect(checked.body.problems).toEqual([
    { row: 2, field: 'name', problem: 'control_characters' },
    { row: 3, field: 'note', problem: 'too_long' },
  ]);
});

function uploaded(table: string | Buffer, fileName = 'clients.csv') {
  const content = Buffer.from(table).toString('base64');
  return desk.call(desk.olga, contract.uploadImport, { body: { fileName, content } });
}

/** Only what these tables need: Cyrillic letters without Ё. */
function windows1251(text: string): Buffer {
  const codes = [...text].map((letter) => {
    const code = letter.charCodeAt(0);
    return code >= 0x410 ? code - 0x410 + 0xc0 : code;
  });
  return Buffer.from(codes);
}
