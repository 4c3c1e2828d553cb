/** Tells colleagues that one has the ticket open, and whether one is writing. */
import { useEffect } from 'react';
import { showPresence } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';

type State = 'reading' | 'answering';

const beat = 10_000;

export function usePresence(ticketId: string, state: State): void {
  useEffect(() => {
    const here = () => {
      if (document.visibilityState === 'visible') tell(ticketId, state);
    };
    here();
    const timer = setInterval(here, beat);
    document.addEventListener('visibilitychange', here);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', here);
    };
  }, [ticketId, state]);

  useEffect(() => {
    const leave = () => tell(ticketId, 'gone');
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, [ticketId]);
}

// A beat that is lost is made good by the next one; whoever falls silent is forgotten.
function tell(ticketId: string, state: State | 'gone'): void {
  call(showPresence, { params: { ticketId }, body: { state } }).catch(() => undefined);
}
