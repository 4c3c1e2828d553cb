/** The thread that draws: what happens when it crashes, is too slow, or has nothing to do. */
import { afterEach, expect, it, vi } from 'vitest';
import { pagesOf } from '../../testing/pdf.ts';
import { newPress, type Press } from './paper-press.ts';
import { repair, somePaper } from './paper-test.ts';

let press: Press;
afterEach(() => press.rest());

const numbered = (number: string) => somePaper({ number });
const endless = somePaper({ items: Array(5_000).fill(repair) });

it('draws one paper after the other, each for the one who asked', async () => {
  press = newPress();
  const numbers = ['А-1', 'А-2', 'А-3', 'А-4', 'А-5'];
  const drawn = await Promise.all(numbers.map((number) => press.render(numbered(number))));
  for (const [place, number] of numbers.entries()) {
    expect((await pagesOf(drawn[place] as Buffer)).join()).toContain(number);
  }
});

it('refuses when too many wait, and draws those who were there', async () => {
  press = newPress({ mostWaiting: 2 });
  const asked = ['Б-1', 'Б-2', 'Б-3'].map((number) => press.render(numbered(number)));
  const settled = await Promise.allSettled(asked);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  await expect(asked[2]).rejects.toMatchObject({ code: 'server.unavailable' });
});

it('loses the paper on which its thread crashes, and draws the next ones in another', async () => {
  press = newPress({ memoryMegabytes: 28 });
  const lost = press.render(somePaper({ items: Array(1_500).fill(repair) }));
  const next = press.render(numbered('В-2'));
  await expect(lost).rejects.toMatchObject({
    code: 'server.unavailable',
    cause: { code: 'ERR_WORKER_OUT_OF_MEMORY' },
  });
  expect((await pagesOf(await next)).join()).toContain('В-2');
});

it('gives up a paper that takes too long', async () => {
  press = newPress({ patience: 1 });
  await expect(press.render(endless)).rejects.toMatchObject({ code: 'server.unavailable' });
  expect(press.awake()).toBe(false);
});

it('ends its thread when nobody has asked for a while, and starts another for the next', async () => {
  press = newPress({ restsAfter: 1 });
  expect(press.awake()).toBe(false);
  await press.render(numbered('Г-1'));
  await vi.waitFor(() => expect(press.awake()).toBe(false));
  expect((await pagesOf(await press.render(numbered('Г-2')))).join()).toContain('Г-2');
});

it('does not rest while it has something to do', async () => {
  press = newPress();
  const asked = press.render(numbered('Д-1'));
  await press.rest();
  expect((await pagesOf(await asked)).join()).toContain('Д-1');
});
