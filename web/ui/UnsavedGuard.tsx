/** Asks before unsaved changes are left behind: by a link of the page, a reload or a closed tab. */
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { ConfirmDialog } from './ConfirmDialog.tsx';

interface UnsavedGuardProps {
  unsaved: boolean;
  title: string;
  text: string;
  leave: string;
}

export function UnsavedGuard({ unsaved, title, text, leave }: UnsavedGuardProps) {
  const go = useNavigate();
  const [wanted, setWanted] = useState<string>();
  useEffect(() => {
    if (!unsaved) return;
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const click = (event: MouseEvent) => {
      const address = ownAddress(event);
      if (!address) return;
      event.preventDefault();
      event.stopPropagation();
      setWanted(address);
    };
    addEventListener('beforeunload', beforeUnload);
    document.addEventListener('click', click, { capture: true });
    return () => {
      removeEventListener('beforeunload', beforeUnload);
      document.removeEventListener('click', click, { capture: true });
    };
  }, [unsaved]);
  return (
    <ConfirmDialog
      opened={wanted !== undefined}
      title={title}
      confirm={leave}
      danger
      onConfirm={() => {
        setWanted(undefined);
        if (wanted) void go(wanted);
      }}
      onClose={() => setWanted(undefined)}
    >
      {text}
    </ConfirmDialog>
  );
}

/** Where a plain click on a link of this site would lead in this tab. */
function ownAddress(event: MouseEvent): string | undefined {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || link.target || link.origin !== location.origin) return;
  const address = link.pathname + link.search;
  // A place on the same page loses nothing.
  return address === location.pathname + location.search ? undefined : address + link.hash;
}
