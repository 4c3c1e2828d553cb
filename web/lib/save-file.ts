/** Files that only the signed-in may have: fetched with the session's header, and kept by the browser under a name. */
import type { Endpoint } from '../../contract/endpoint.ts';
import { withToken } from './call.ts';
import { NetworkError } from './errors.ts';
import { language } from './i18n.ts';
import { type Input, send } from './request.ts';

/** Fetches the endpoint's bytes and gives them to the person under this name; throws as `call` does. */
export async function saveFile<E extends Endpoint>(
  endpoint: E,
  input: Input<E>,
  name: string,
): Promise<void> {
  const bytes = await fetchBytes(endpoint, input);
  await keepFile(new File([bytes], name, { type: bytes.type }));
}

/** Fetches the endpoint's bytes, of the type that the server gives them; throws as `call` does. */
export async function fetchBytes<E extends Endpoint>(endpoint: E, input: Input<E>): Promise<Blob> {
  const response = await withToken(endpoint, (token) =>
    send(endpoint, input, { token, language: language(), accept: '*/*' }),
  );
  try {
    return await response.blob();
  } catch (cause) {
    throw new NetworkError('The file was cut off.', { cause });
  }
}

/** Gives the person a file to keep. */
export async function keepFile(file: File): Promise<void> {
  // Pages that an app of an iPhone opens keep no downloads; the sheet of the system always can.
  if (/iPhone|iPad|iPod/.test(navigator.userAgent) && navigator.canShare?.({ files: [file] })) {
    const refusal = await navigator.share({ files: [file] }).catch((cause: unknown) => cause);
    const left = refusal instanceof DOMException && refusal.name === 'AbortError';
    if (refusal === undefined || left) return;
  }
  const url = URL.createObjectURL(file);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = file.name;
  anchor.rel = 'noopener';
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  // Some browsers begin to read a while after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
