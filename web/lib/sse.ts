/** Reads server-sent events out of the pieces in which a response arrives (HTML standard, 9.2.6). */

/** One event, as far as our streams use them: its data. Names, ids and comments are passed over. */
export type HearData = (data: string) => void;

/** Takes pieces of text as they come and calls `hear` for each complete event with data. */
export function sseParser(hear: HearData): (piece: string) => void {
  let rest = '';
  let data: string[] = [];
  let first = true;

  return (piece) => {
    let text = rest + piece;
    if (first && text !== '') {
      first = false;
      if (text.startsWith('\ufeff')) text = text.slice(1);
    }
    // A carriage return at the end may be half of a CRLF: it waits for the next piece.
    const held = text.endsWith('\r') ? '\r' : '';
    const lines = text.slice(0, text.length - held.length).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '') + held;
    for (const line of lines) takeLine(line);
  };

  function takeLine(line: string): void {
    if (line === '') {
      if (data.length > 0) hear(data.join('\n'));
      data = [];
      return;
    }
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    if (field !== 'data') return;
    const value = colon === -1 ? '' : line.slice(colon + 1);
    data.push(value.startsWith(' ') ? value.slice(1) : value);
  }
}
