/** A person's data for programs: an object with a list for each part, written page by page. */
import type { CollectedPart } from '../platform/personal-data.ts';

/** The pages of one part must come in a row. */
export async function* jsonOf(
  parts: AsyncIterable<CollectedPart>,
  { madeAt }: { madeAt: string },
): AsyncGenerator<string> {
  yield `{\n"madeAt": ${JSON.stringify(madeAt)}`;
  let open: string | undefined;
  let empty = true;
  for await (const { part, items } of parts) {
    if (part !== open) {
      yield `${open === undefined ? '' : '\n]'},\n${JSON.stringify(part)}: [`;
      open = part;
      empty = true;
    }
    if (items.length === 0) continue;
    yield `${empty ? '' : ','}${items.map((item) => `\n${JSON.stringify(item)}`).join(',')}`;
    empty = false;
  }
  yield `${open === undefined ? '' : '\n]'}\n}\n`;
}
