/** Saves a monthly invoice, new or changed, and says what became of it. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { addRecurring, updateRecurring } from '../../../contract/recurring-invoices.ts';
import { call } from '../../lib/call.ts';
import { refusedWith } from '../../lib/errors.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { makeAttemptKey } from '../../ui/conversation/attempt-key.ts';
import { toast } from '../../ui/toasts.tsx';
import { type Recurring, type RecurringBody, refreshRecurring } from './recurring-queries.ts';
import { useRecurringWords } from './recurring-words.ts';

export function useKeeping(kept: Recurring | undefined, saved: () => void) {
  const t = useRecurringWords();
  const { fields } = useFailureWords();
  const go = useNavigate();
  const [keys] = useState(() => makeAttemptKey());
  // What the form was filled from: a version of somebody else's is refused, not overwritten.
  const [version, setVersion] = useState(kept?.version);
  const keep = useMutation({
    async mutationFn(body: RecurringBody) {
      if (!kept || version === undefined) {
        return call(addRecurring, { body }, { idempotencyKey: keys.for(body) });
      }
      return call(updateRecurring, {
        params: { recurringId: kept.id },
        body: { ...body, version },
      });
    },
    onError: (error) => (refusedWith(error, 'invoice.changed') ? refreshRecurring() : undefined),
    async onSuccess(reply) {
      keys.done();
      setVersion(reply.version);
      saved();
      toast({ text: t(kept ? 'saved' : 'begun'), id: 'recurring' });
      await refreshRecurring();
      if (!kept) void go('/admin/invoices/recurring', { replace: true });
    },
  });
  const wrong = fields(keep.error);
  const shown = Object.keys(wrong).some((field) =>
    ['dayOfMonth', 'startsOn', 'endsOn', 'note'].includes(field),
  );
  return {
    version,
    /** The form now shows this version. */
    adopt: setVersion,
    save: (body: RecurringBody) => keep.mutate(body),
    pending: keep.isPending,
    done: keep.isSuccess && !kept,
    fields: wrong,
    /** A refusal that no field shows. */
    error: shown ? null : keep.error,
  };
}
