/** What the pages about clients ask the server. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  checkImport,
  importProblems,
  type importState,
  readImport,
} from '../../../contract/client-import.ts';
import {
  clientTelegram,
  listClients,
  listConflicts,
  readClient,
} from '../../../contract/clients.ts';
import type { Reply } from '../../../contract/endpoint.ts';
import { clientDataExports } from '../../../contract/personal-data.ts';
import { queue } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { adminKey } from '../frame/admin-key.ts';

export type ClientRow = Reply<typeof listClients>['items'][number];
export type Client = Reply<typeof readClient>;
export type Conflict = Reply<typeof listConflicts>['items'][number];
export type DataExport = Reply<typeof clientDataExports>['items'][number];
export type Import = z.output<typeof importState>;
export type RowProblem = Reply<typeof importProblems>['items'][number];
export type Columns = Import['columns'];

const first = undefined as string | undefined;
const from = (after: string | undefined) => (after === undefined ? {} : { after });

export function useClients(search: string) {
  return useInfiniteQuery({
    queryKey: adminKey('clients', 'list', search),
    queryFn: ({ pageParam, signal }) =>
      call(listClients, { query: { ...(search && { search }), ...from(pageParam) } }, { signal }),
    initialPageParam: first,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

/** Who has this number, however it is written. */
export async function findByPhone(phone: string): Promise<ClientRow | undefined> {
  // The last ten digits are the same in "8 916…" and "+7 916…".
  const search = phone.replace(/\D/g, '').slice(-10);
  const { items } = await call(listClients, { query: { search, limit: 1 } });
  return items[0];
}

export function useClient(clientId: string) {
  return useQuery({
    queryKey: adminKey('client', clientId),
    queryFn: ({ signal }) => call(readClient, { params: { clientId } }, { signal }),
  });
}

export function useClientTelegram(clientId: string) {
  return useQuery({
    queryKey: adminKey('client', clientId, 'telegram'),
    queryFn: ({ signal }) => call(clientTelegram, { params: { clientId } }, { signal }),
  });
}

export function useClientTickets(clientId: string) {
  return useInfiniteQuery({
    queryKey: adminKey('queue', 'of-client', clientId),
    queryFn: ({ pageParam, signal }) =>
      call(
        queue,
        { query: { clientId, status: 'all', sort: 'updated', ...from(pageParam) } },
        { signal },
      ),
    initialPageParam: first,
    getNextPageParam: ({ next }) => next,
  });
}

/** Archives of the client's own data, the newest first. */
export function useDataExports(clientId: string) {
  return useQuery({
    queryKey: adminKey('data-exports', clientId),
    queryFn: ({ signal }) => call(clientDataExports, { params: { clientId } }, { signal }),
    // The events tell of every step; this is for when the stream is cut.
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ state }) => state === 'waiting' || state === 'running')
        ? 3000
        : false,
  });
}

export function useConflicts(enabled = true) {
  return useInfiniteQuery({
    queryKey: adminKey('conflicts'),
    queryFn: ({ pageParam, signal }) => call(listConflicts, { query: from(pageParam) }, { signal }),
    initialPageParam: first,
    getNextPageParam: ({ next }) => next,
    enabled,
  });
}

export function useImport(importId: string) {
  return useQuery({
    queryKey: adminKey('import', importId),
    queryFn: ({ signal }) => call(readImport, { params: { importId } }, { signal }),
    // The events tell of every step; this is for when the stream is cut.
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 2000 : false),
  });
}

/** What would become of the rows with these columns. */
export function useImportCheck(importId: string, columns: Columns, enabled: boolean) {
  return useQuery({
    queryKey: adminKey('import-check', importId, columns),
    queryFn: ({ signal }) =>
      call(checkImport, { params: { importId }, body: { columns } }, { signal }),
    enabled,
    placeholderData: keepPreviousData,
  });
}

export function useImportProblems(importId: string) {
  return useInfiniteQuery({
    queryKey: adminKey('import', importId, 'problems'),
    queryFn: ({ pageParam, signal }) =>
      call(importProblems, { params: { importId }, query: from(pageParam) }, { signal }),
    initialPageParam: first,
    getNextPageParam: ({ next }) => next,
  });
}

/** Every problem, page after page. */
export async function allProblems(importId: string): Promise<RowProblem[]> {
  const problems: RowProblem[] = [];
  let after: string | undefined;
  do {
    const page = await call(importProblems, {
      params: { importId },
      query: { limit: 50, ...from(after) },
    });
    problems.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return problems;
}
