/** What the doctor makes of the facts. */
import { describe, expect, test } from 'vitest';
import { type Examined, findingsOf } from './findings.ts';

const healthy: Examined = {
  report: {
    checkedAt: '2026-01-01T10:00:00.000Z',
    bot: { username: 'help_bot' },
    mode: 'polling',
    receiving: { here: true, answerAgeSeconds: 12 },
    webhook: { pending: 0, ownCertificate: false },
    sending: { waiting: 0, inFlight: 0 },
    blocked: 0,
    parked: 0,
  },
  troubled: false,
  appUrl: 'https://help.example.com',
  reachableUrl: true,
  apiRoot: 'https://api.telegram.org',
  failedToday: 0,
  databaseFailures: 0,
  sandbox: false,
};

type Change = Partial<Omit<Examined, 'report'>> & { report?: Partial<Examined['report']> };

const codesOf = ({ report, ...more }: Change) =>
  findingsOf({ ...healthy, ...more, report: { ...healthy.report, ...report } }).map(
    ({ code }) => code,
  );

test('all is well where all is well', () => {
  expect(codesOf({})).toEqual(['token.ok', 'receiving.ok', 'sending.ok', 'people.ok']);
});

const { receiving, sending } = healthy.report;
const hook = { host: 'help.example.com', pending: 3, ownCertificate: false };

describe('The first that is found is', () => {
  test.each<[string, Change]>([
    ['token.refused', { trouble: { refused: true, reason: '401 Unauthorized' } }],
    ['token.unreachable', { trouble: { refused: false, reason: 'No connection.' } }],
    ['name.differs', { givenName: 'other_bot' }],
    ['receiving.never', { report: { receiving: { here: false } } }],
    ['receiving.silent', { report: { receiving: { here: true, answerAgeSeconds: 91 } } }],
    [
      'receiving.conflict',
      {
        report: { receiving: { ...receiving, lastError: '409 Conflict' } },
        lastErrorAgeSeconds: 60,
      },
    ],
    [
      'receiving.failing',
      { report: { receiving: { ...receiving, lastError: 'No connection.' } }, troubled: true },
    ],
    ['webhook.while_polling', { report: { webhook: hook } }],
    ['webhook.missing', { report: { mode: 'webhook' } }],
    ['webhook.elsewhere', { report: { mode: 'webhook', webhook: { ...hook, host: 'x.example' } } }],
    [
      'webhook.failing',
      { report: { mode: 'webhook', webhook: { ...hook, lastError: 'Wrong response' } } },
    ],
    ['webhook.backlog', { report: { mode: 'webhook', webhook: { ...hook, pending: 500 } } }],
    [
      'sending.held',
      { report: { sending: { ...sending, heldUntil: 'x', heldReason: 'connect' } } },
    ],
    [
      'sending.paused',
      { report: { sending: { ...sending, heldUntil: 'x', heldReason: 'rate_limit' } } },
    ],
    [
      'sending.restored',
      { report: { sending: { ...sending, heldUntil: 'x', heldReason: 'restored' } } },
    ],
    ['sending.slow', { report: { sending: { ...sending, oldestSeconds: 601 } } }],
    ['deliveries.failed', { failedToday: 2 }],
    ['updates.parked', { report: { parked: 1 } }],
    ['database.failing', { databaseFailures: 3 }],
    ['time.off', { aheadSeconds: -40 }],
    ['address.private', { reachableUrl: false }],
  ])('%s', (code, change) => {
    expect(codesOf(change)[0]).toBe(code);
  });
});

test('a trouble that is long over is none', () => {
  const report = { receiving: { ...receiving, lastError: '409 Conflict' } };
  expect(codesOf({ report, lastErrorAgeSeconds: 3600 })).toContain('receiving.ok');
});

test('in the mode external only what we do ourselves is looked at', () => {
  const codes = codesOf({
    report: { mode: 'external', webhook: hook, receiving: { here: false } },
  });
  expect(codes).toEqual(['token.ok', 'receiving.external', 'sending.ok', 'people.ok']);
});

test('the sandbox is named, and its address is no finding', () => {
  const codes = codesOf({ sandbox: true, reachableUrl: false });
  expect(codes).toContain('sandbox.on');
  expect(codes).not.toContain('address.private');
});
