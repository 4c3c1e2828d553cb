/** How much script the first page needs: the page's own, and all that these import before they run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Row } from './report.ts';

const web = join(import.meta.dirname, '../dist/web');

export async function measureFirstPage(): Promise<Row> {
  const page = readFileSync(join(web, 'index.html'), 'utf8');
  const waiting = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(
    ([, file]) => file,
  );
  const seen = new Set<string>();
  let bytes = 0;
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const script = readFileSync(join(web, file), 'utf8');
    bytes += gzipSync(script).length;
    const imported = script.matchAll(
      /(?:^|[;}\s])(?:import|export)\b[^"'();]*["']\.\/([\w.-]+\.js)["']/g,
    );
    for (const [, name] of imported) waiting.push(`assets/${name}`);
  }
  return {
    what: 'Script of the first page, gzipped',
    measured: `${(bytes / 1000).toFixed(1)} kB in ${seen.size} files`,
    compared: 'to reach: ≤ 230 kB',
  };
}
