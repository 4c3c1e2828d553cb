/** Which member of staff is signed in here. */
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Reply } from '../../../contract/endpoint.ts';
import { type Action, may, type Role } from '../../../contract/permissions.ts';
import { me } from '../../../contract/session.ts';
import { call } from '../../lib/call.ts';
import { adminKey } from './admin-key.ts';

export type StaffViewer = Reply<typeof me> & { role: Role };

export const Viewer = createContext<StaffViewer | undefined>(undefined);

/** Whoever is signed in. Inside the frame there is always somebody. */
export function useViewer(): StaffViewer {
  const viewer = useContext(Viewer);
  if (!viewer) throw new Error('A page of the desk stands outside its frame.');
  return viewer;
}

/** Whether the viewer may do this, by the table of permissions. */
export function useMay(): (action: Action) => boolean {
  const { role } = useViewer();
  return (action) => may({ kind: 'staff', role }, action);
}

export function useMeQuery() {
  return useQuery({
    queryKey: adminKey('me'),
    queryFn: ({ signal }) => call(me, {}, { signal }),
  });
}
