/** A person's data for programs: an object with a list for each part, written page by page. */
import type { CollectedPart } from '../platform/personal-data.ts';

/** The pages of one part must come in a row. */
export async function* jsonOf(
  parts: AsyncIterable<CollectedPart>,
  { madeAt }: { madeAt: string },
): AsyncGenerator<string> {
  yield `{\n"madeAt": ${JSON.stringify(madeAt)}`;
  let open: string | undefined;
  for await (const { part, items } of parts) {
    const lines = items.map((item) => `\n${JSON.stringify(item)}`);
    if (part === open) {
      if (lines.length > 0) yield `,${lines.join(',')}`;
      continue;
    }
    yield `${open === undefined ? '' : '\n]'},\n${JSON.stringify(part)}: [${lines.join(',')}`;
    open = part;
  }
  yield `${open === undefined ? '' : '\n]'}\n}\n`;
}
