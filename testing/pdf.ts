/** Reads PDFs as people and machines do: what stands on each page, and what a phone reads from a code. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getDocument, OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** The text of each page as it is read, with single spaces. */
export async function pagesOf(pdf: Buffer): Promise<string[]> {
  return eachPage(pdf, async (page) => {
    const { items } = await page.getTextContent();
    const text = items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? ' ' : ''}` : ''));
    return text.join('').replace(/\s+/g, ' ');
  });
}

/** What is written outside the paper's margins, where nobody would see it. */
export async function outsideOf(pdf: Buffer): Promise<string[]> {
  const pages = await eachPage(pdf, async (page) => {
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent();
    return items.flatMap((item) => {
      if (!('str' in item) || !item.str.trim()) return [];
      const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[];
      // The mark across the page is the only text that is turned.
      const inside = x > 30 && x + item.width < width - 30 && y > 15 && y < height - 15;
      return b !== 0 || a === 0 || inside ? [] : [item.str];
    });
  });
  return pages.flat();
}

/** The texts of all codes in the file, read from their images. */
export async function codesIn(pdf: Buffer): Promise<string[]> {
  const pages = await eachPage(pdf, async (page) => {
    const { fnArray, argsArray } = await page.getOperatorList();
    const codes: string[] = [];
    for (const [place, operator] of fnArray.entries()) {
      if (operator !== OPS.paintImageXObject) continue;
      const image = await new Promise<Image>((resolve) => {
        page.objs.get(argsArray[place][0], resolve);
      });
      codes.push(...(await codesOf(pixelsOf(image))));
    }
    return codes;
  });
  return pages.flat();
}

/** The texts of the codes in a picture: a PNG, or its pixels. */
export async function codesOf(picture: Uint8Array | ImageData): Promise<string[]> {
  prepareZXingModule({ overrides: { wasmBinary: wasm() } });
  const found = await readBarcodes(picture, { formats: ['QRCode'] });
  return found.map(({ text }) => text);
}

interface Image {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** Red, green, blue and opacity, whatever the reader of the file has made of the grey image. */
function pixelsOf({ width, height, data }: Image): ImageData {
  const channels = data.length / (width * height);
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let place = 0; place < width * height; place++) {
    const grey = data[Math.floor(place * channels)] ?? 0;
    pixels.set([grey, grey, grey, 255], place * 4);
  }
  return { width, height, data: pixels, colorSpace: 'srgb' } as ImageData;
}

async function eachPage<T>(pdf: Buffer, read: (page: PDFPageProxy) => Promise<T>): Promise<T[]> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const document = await task.promise;
  const found: T[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    found.push(await read(await document.getPage(number)));
  }
  await task.destroy();
  return found;
}

/** Otherwise it would be fetched from a server elsewhere. */
function wasm(): ArrayBuffer {
  const file = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  return new Uint8Array(readFileSync(file)).buffer;
}
