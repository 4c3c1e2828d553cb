/** The payment code as a picture for a page. */
import { toDataURL } from 'qrcode';

export type Pictures = (text: string) => Promise<string>;

/**
 * Draws what is asked for, and keeps the last `most` under the text that they show: a picture takes the
 * main thread 30 ms, for which everybody waits, and whoever follows an invoice asks for the same again.
 */
export function newPictures({ draw = drawn, most = 300 } = {}): Pictures {
  const kept = new Map<string, Promise<string>>();
  return (text) => {
    const picture = kept.get(text) ?? draw(text);
    // The one that was asked for last stands last.
    kept.delete(text);
    kept.set(text, picture);
    const [eldest] = kept.keys();
    if (kept.size > most && eldest !== undefined) kept.delete(eldest);
    picture.catch(() => kept.delete(text));
    return picture;
  };
}

/** As a PNG data URL; level M reads well from a screen, and is what the paper has. */
function drawn(text: string): Promise<string> {
  return toDataURL([{ data: Buffer.from(text), mode: 'byte' }], {
    errorCorrectionLevel: 'M',
    margin: 4,
    scale: 6,
  });
}
