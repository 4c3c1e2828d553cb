/** What has broken programs before: values, bodies and content types for the hostile requests. */

/** An id that nothing has. */
export const nowhere = '00000000-0000-4000-8000-000000000000';

/** Values that have broken programs before. */
export const nasty: unknown[] = [
  ...[
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udfff\ud800',
    '\u202egpj.exe',
    '\u2066',
    '\ufeff',
    '\r\n',
  ],
  ...[
    "' or 1=1 --",
    "'; drop table tickets; --",
    '" --',
    '%',
    '_%',
    '\\',
    '$1',
    '{{client.name}}',
    '#{7*7}',
  ],
  ...[
    '<script>alert(1)</script>',
    '../../etc/passwd',
    '__proto__',
    'constructor',
    'toString',
    'null',
  ],
  ...[
    'NaN',
    '1e999',
    '-1',
    '0',
    '99999999999999999999',
    '2147483648',
    '9'.repeat(400),
    'я'.repeat(20_000),
  ],
  ...[
    'a'.repeat(300),
    '😀'.repeat(300),
    'e\u0301'.repeat(500),
    '&:|!<->*()',
    "it's & | ! :*",
    '2026-02-30',
  ],
  ...[
    '0000-00-00',
    '9999-12-31',
    '-271821-04-20',
    '2026-11-21T25:61:61Z',
    nowhere,
    nowhere.toUpperCase(),
  ],
  ...[
    'eyJhIjoxfQ',
    Buffer.from('["a",1]').toString('base64url'),
    Buffer.from('{}').toString('base64url'),
  ],
  Buffer.from(JSON.stringify(['not a date', nowhere])).toString('base64url'),
  Buffer.from(JSON.stringify({ at: '\u0000', id: "'" })).toString('base64url'),
  ...[0, -0, -1, 0.5, 1e21, -1e308, 2 ** 31, 2 ** 53, Number.MIN_VALUE, true, false, null],
  ...[
    [],
    {},
    [[]],
    [null],
    { length: 1e9 },
    { toString: 'x', valueOf: null },
    Array(200).fill(nowhere),
  ],
  JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}}}'),
  JSON.parse(`${'['.repeat(400)}${']'.repeat(400)}`),
];

/** Bodies that are no JSON, or no honest one. */
export const brokenBodies = [
  ...[
    '',
    '{',
    '{"a":',
    'null',
    'undefined',
    '[1,]',
    '{"a":1,"a":2}',
    '\u0000',
    '"text"',
    '1e999',
    'NaN',
  ],
  ...[
    '[]',
    `${'['.repeat(20_000)}`,
    `{"a":${'{"a":'.repeat(5_000)}1`,
    '{"__proto__":{"x":1}}',
    'a=1&b=2',
  ],
  '{"constructor":{"prototype":{"polluted":true}}}',
  `{"text":"${'x'.repeat(70_000)}"}`,
];

/** Content types, most of them wrong. */
export const types = [
  ...['application/json', 'application/json; charset=utf-16', 'text/plain', 'application/xml', ''],
  ...[
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json;;;',
    'x',
  ],
];
