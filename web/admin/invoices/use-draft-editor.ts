/** A draft invoice in hand: what is typed, how it is kept, and what becomes of it when somebody else changes it. */
import { useEffect, useRef, useState } from 'react';
import { addInvoice, updateInvoice } from '../../../contract/invoices.ts';
import { call } from '../../lib/call.ts';
import { refusedWith } from '../../lib/errors.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { makeAttemptKey } from '../../ui/conversation/attempt-key.ts';
import {
  bodyOf,
  type DraftBody,
  type DraftFields,
  fieldsOf,
  isWorthKeeping,
} from './draft-fields.ts';
import { makeDraftSaver, type Place, type SaveState } from './draft-saver.ts';
import { type Billing, type Invoice, refreshInvoices } from './invoices-queries.ts';

export type DraftEditor = ReturnType<typeof useDraftEditor>;

export type Edit = Partial<DraftFields> | ((now: DraftFields) => Partial<DraftFields>);

interface Editing {
  start: DraftFields;
  /** The draft as the server has it now; missing while it is not begun. */
  invoice: Invoice | undefined;
  billing: Billing;
  /** It has been begun, under this id. */
  begun(id: string): void;
}

export function useDraftEditor({ start, invoice, billing, begun }: Editing) {
  const language = useLanguage();
  const [fields, setFields] = useState(start);
  // What an undo that comes later builds upon.
  const latest = useRef(start);
  const [state, setState] = useState<SaveState>({ now: 'clean' });
  const [readable, setReadable] = useState(true);
  const [saver] = useState(() =>
    makeDraftSaver<DraftBody>({
      place: invoice && { id: invoice.id, version: invoice.version },
      create: beginner(begun),
      update: keep,
      isConflict: (error) => refusedWith(error, 'invoice.changed'),
      tell: setState,
    }),
  );
  useLeaving(saver.flush);

  const place = saver.place();
  const newer =
    invoice && place?.id === invoice.id && invoice.version > place.version ? invoice : undefined;

  // What others write is shown at once while nothing of one's own would be lost by it.
  useEffect(() => {
    if (newer && state.now !== 'conflict' && saver.isIdle()) {
      saver.adopt(newer.version);
      latest.current = fieldsOf(newer, { taxRates: billing.taxRates, language });
      setFields(latest.current);
    }
  }, [newer, state.now, saver, billing, language]);

  return {
    fields,
    state,
    /** False: something on the screen must be mended before it can be kept. */
    readable,
    /** Somebody else's version stands in the way, and is here to be looked at. */
    newerHere: newer !== undefined,
    id: place?.id,
    flush: saver.flush,
    edit(change: Edit) {
      const part = typeof change === 'function' ? change(latest.current) : change;
      const next = { ...latest.current, ...part };
      latest.current = next;
      const body = bodyOf(next, language);
      const kept = saver.place() !== undefined;
      setFields(next);
      setReadable(body !== undefined || (!kept && !isWorthKeeping(next)));
      if (body && (kept || isWorthKeeping(next))) saver.changed(body);
      else if (kept) saver.hold();
    },
    takeTheirs() {
      if (!invoice) return;
      saver.adopt(invoice.version);
      setReadable(true);
      latest.current = fieldsOf(invoice, { taxRates: billing.taxRates, language });
      setFields(latest.current);
    },
    keepMine() {
      if (invoice) saver.adopt(invoice.version, bodyOf(fields, language));
    },
  };
}

function beginner(begun: (id: string) => void) {
  const attempt = makeAttemptKey();
  return async (body: DraftBody): Promise<Place> => {
    const place = await call(addInvoice, { body }, { idempotencyKey: attempt.for(body) });
    void refreshInvoices();
    begun(place.id);
    return place;
  };
}

async function keep({ id, version }: Place, body: DraftBody): Promise<{ version: number }> {
  try {
    return await call(updateInvoice, { params: { invoiceId: id }, body: { ...body, version } });
  } catch (error) {
    // Somebody else was there: what they have done is asked for at once.
    if (refusedWith(error, 'invoice.changed', 'invoice.not_draft', 'request.not_found')) {
      void refreshInvoices();
    }
    throw error;
  }
}

function useLeaving(flush: () => unknown): void {
  useEffect(() => {
    const leave = () => void flush();
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, [flush]);
}
