/** A person's data for people: one page without scripts or anything from elsewhere, in their language and by their clock. */
import type { CollectedPart } from '../platform/personal-data.ts';
import { escaped, type Look, lookOf, shownFields, shownMoment } from './archive-values.ts';
import type { PartName } from './archive-words.ts';
import type { Reader } from './reader.ts';

type Item = Record<string, unknown>;

/** The pages of one part must come in a row. */
export async function* pageOf(
  parts: AsyncIterable<CollectedPart>,
  { madeAt, reader }: { madeAt: string; reader: Reader },
): AsyncGenerator<string> {
  const { language, company, name } = reader;
  const look = lookOf(reader);
  const { say } = look;
  yield `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self'">
<title>${escaped(`${say('title')} · ${name}`)}</title>
<style>${css}</style>
</head>
<body>
<header><h1>${escaped(name)}</h1>
<p>${escaped(`${say('title')} · ${company} · ${shownMoment(madeAt, look)}`)}</p>
<p>${escaped(say('explanation'))}</p></header>
<main>`;
  let open: string | undefined;
  let shown = 0;
  let ticket: unknown;
  for await (const { part, items } of parts) {
    if (part !== open) {
      yield endOf(open, shown, look);
      yield `\n<section id="${escaped(part)}"><h2>${escaped(say(`part.${part as PartName}`))}</h2>`;
      open = part;
      shown = 0;
      ticket = undefined;
    }
    shown += items.length;
    const written: string[] = [];
    for (const item of items) {
      if (part === 'messages' && item.ticket !== ticket) {
        ticket = item.ticket;
        written.push(`\n<h3>${escaped(`${say('field.ticket')} ${ticket}`)}</h3>`);
      }
      written.push(part === 'messages' ? shownMessage(item, look) : shownItem(item, look));
    }
    yield written.join('');
  }
  yield endOf(open, shown, look);
  yield '\n</main>\n</body>\n</html>\n';
}

function endOf(open: string | undefined, shown: number, { say }: Look): string {
  if (open === undefined) return '';
  return `${shown === 0 ? `<p class="none">${escaped(say('nothing'))}</p>` : ''}</section>`;
}

function shownItem(item: Item, look: Look): string {
  return `\n<article>${shownFields(item, look)}</article>`;
}

/** As in a conversation: who, when, what, and the files. */
function shownMessage(item: Item, look: Look): string {
  const { ticket: _ticket, at, author, authorKind, text, ...rest } = item;
  const own = authorKind === 'client';
  const who = own ? look.say('you') : String(author ?? look.say('company'));
  return `\n<article class="${own ? 'own' : 'theirs'}"><p class="who">${escaped(who)} · ${escaped(
    shownMoment(String(at), look),
  )}</p><p class="text">${escaped(String(text ?? ''))}</p>${shownFields(rest, look)}</article>`;
}

const css = `
:root{color-scheme:light dark;--line:#8884}
body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1rem}
h1{margin-bottom:0}h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}
article{border:1px solid var(--line);border-radius:.5rem;padding:.5rem .75rem;margin:.5rem 0;overflow-wrap:anywhere}
article article{margin:.25rem 0}
.own{margin-left:2rem}.theirs{margin-right:2rem}
.who,dt,.none{color:#777;font-size:.875rem;margin:0}
.text,dd{white-space:pre-wrap;margin:0}
dl{display:grid;grid-template-columns:minmax(7rem,25%) 1fr;gap:.125rem .75rem;margin:0}
@media(max-width:30rem){dl{grid-template-columns:1fr}.own,.theirs{margin-inline:0}}
`;
