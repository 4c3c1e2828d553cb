/** Where the bytes of a file can be had for a minute, by this viewer alone. */
import { useQuery } from '@tanstack/react-query';
import { type FileShape, fileLink } from '../../../contract/files.ts';
import { call } from '../../lib/call.ts';
import { sessionHere } from '../../lib/signed-in.ts';

/** An address for an `<img>`; asked for again when it has run out before the picture came. */
export function useFileLink(file: FileShape, wanted = true) {
  return useQuery({
    queryKey: ['file-link', sessionHere().era(), file.id],
    queryFn: ({ signal }) => call(fileLink, { params: { fileId: file.id } }, { signal }),
    enabled: wanted,
    // A picture that is shown stays as it is; shown anew after a while, it needs a new link.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
  });
}

/** Lets the browser keep the file under its name. */
export async function download(file: FileShape): Promise<void> {
  const { url } = await call(fileLink, { params: { fileId: file.id } });
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = file.name;
  anchor.rel = 'noopener';
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
}
