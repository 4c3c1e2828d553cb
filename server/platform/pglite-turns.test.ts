import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { openPgliteInMemory } from './pglite.ts';

test('whoever asks without end leaves everybody else a turn', async () => {
  const engine = await openPgliteInMemory();
  const counted: string[] = [];
  const ask = () => engine.handle.execute(sql`select count(*) from generate_series(1, 20000)`);
  const flood = Promise.all(
    Array.from({ length: 20 }, async () => {
      for (let question = 0; question < 10; question++) await ask();
      counted.push('answered');
    }),
  );
  let turns = 0;
  let over = false;
  void flood.finally(() => {
    over = true;
  });
  while (!over) {
    await new Promise((resolve) => setImmediate(resolve));
    turns += 1;
  }
  await flood;
  await engine.close();
  expect(counted).toHaveLength(20);
  // Two hundred questions of a millisecond at least: without turns there is one, at the end.
  expect(turns).toBeGreaterThan(3);
});
