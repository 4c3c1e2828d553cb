/** The thread that draws: it alone loads pdfmake, knows no database, and opens no file but its fonts. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { parentPort } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import QRCode from 'qrcode';
import type { InvoicePaper } from './paper.ts';
import { paperDocument } from './paper-document.ts';
import { paymentText } from './payment-qr.ts';

const fonts = `${dirname(createRequire(import.meta.url).resolve('pdfmake/package.json'))}/fonts/Roboto`;

pdfmake.setFonts({
  Roboto: {
    normal: `${fonts}/Roboto-Regular.ttf`,
    bold: `${fonts}/Roboto-Medium.ttf`,
    italics: `${fonts}/Roboto-Italic.ttf`,
    bolditalics: `${fonts}/Roboto-MediumItalic.ttf`,
  },
});
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts));

parentPort?.on('message', async (paper: InvoicePaper) => {
  try {
    const bytes = await drawPaper(paper);
    parentPort?.postMessage({ bytes });
  } catch (error) {
    parentPort?.postMessage({ problem: error instanceof Error ? error.stack : String(error) });
  }
});

async function drawPaper(paper: InvoicePaper): Promise<Buffer> {
  const text = paper.void ? undefined : paymentText(paper);
  const code = text && (await codeImage(text));
  return pdfmake.createPdf(paperDocument(paper, code)).getBuffer();
}

/** Level M is what banks print; grey without alpha is what a PDF holds as it is. */
function codeImage(text: string): Promise<string> {
  return QRCode.toDataURL(text, {
    errorCorrectionLevel: 'M',
    margin: 2,
    scale: 4,
    rendererOpts: { colorType: 0 } as object,
  });
}
