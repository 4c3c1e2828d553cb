/** What is being typed over a client, and how it is saved beside others who type there too. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { readClient, updateClient } from '../../../contract/clients.ts';
import { call } from '../../lib/call.ts';
import { refusedWith } from '../../lib/errors.ts';
import { queryClient } from '../../lib/queries.ts';
import { adminKey } from '../frame/admin-key.ts';
import { type Client, type ClientRow, findByPhone } from './clients-queries.ts';
import { clashes, type Edits, edited, type Fields, shown, upon } from './edits.ts';

export function useClientForm(client: Client) {
  const [edits, setEdits] = useState<Edits>({});
  const [taken, setTaken] = useState<ClientRow>();
  const now = fieldsOf(client);
  const save = useMutation({
    mutationFn: async (mine: Edits) => {
      try {
        await saveUpon(client, mine);
      } catch (error) {
        if (refusedWith(error, 'client.phone_taken') && mine.phone) {
          setTaken(await findByPhone(mine.phone.is).catch(() => undefined));
        }
        throw error;
      }
    },
    onSuccess: () => setEdits({}),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: adminKey('client', client.id) });
      void queryClient.invalidateQueries({ queryKey: adminKey('clients') });
    },
  });
  return {
    fields: shown(now, edits),
    changed: Object.keys(edits).length > 0,
    clashes: clashes(now, edits),
    now,
    taken,
    save,
    edit<F extends keyof Fields>(field: F, is: Fields[F]) {
      save.reset();
      setTaken(undefined);
      setEdits(edited(edits, { field, now, is }));
    },
    /** What the others have written stands. */
    giveUp() {
      save.reset();
      setEdits({});
    },
    /** What I have written stands, whatever the others have. */
    insist() {
      const mine = upon(now, edits);
      setEdits(mine);
      save.mutate(mine);
    },
    submit: () => save.mutate(edits),
  };
}

/** Saves; when somebody was faster elsewhere in the client, once more upon what they have left. */
async function saveUpon(client: Client, mine: Edits): Promise<void> {
  try {
    await send(client, mine);
  } catch (error) {
    if (!refusedWith(error, 'client.changed')) throw error;
    const params = { clientId: client.id };
    const fresh = await call(readClient, { params });
    queryClient.setQueryData(adminKey('client', client.id), fresh);
    if (clashes(fieldsOf(fresh), mine).length > 0) throw error;
    await send(fresh, mine);
  }
}

async function send({ id, version }: Client, { name, phone, email, language, note }: Edits) {
  await call(updateClient, {
    params: { clientId: id },
    body: {
      version,
      ...(name && { name: name.is }),
      ...(phone && { phone: phone.is }),
      ...(email && { email: email.is.trim() || null }),
      ...(language && { language: language.is }),
      ...(note && { note: note.is }),
    },
  });
}

function fieldsOf({ name, phone = '', email = '', language, note }: Client): Fields {
  return { name, phone, email, language, note };
}
