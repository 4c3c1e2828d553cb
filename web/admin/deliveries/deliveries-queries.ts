/** What the pages of deliveries ask; what is still under way is asked for again. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import {
  cancelDelivery,
  type DeliveryRow,
  deliveryCounts,
  listDeliveries,
  readDelivery,
  retryDelivery,
} from '../../../contract/deliveries.ts';
import { call } from '../../lib/call.ts';
import { queryClient } from '../../lib/queries.ts';
import { adminKey } from '../frame/admin-key.ts';
import type { DeliveryFilters } from './delivery-filters.ts';

const listPause = 5000;
const onePause = 1000;

export function useDeliveries(filters: DeliveryFilters) {
  return useInfiniteQuery({
    queryKey: adminKey('deliveries', 'list', filters),
    queryFn: ({ signal, pageParam }) =>
      call(listDeliveries, { query: { ...filters, after: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: listPause,
  });
}

export function useDeliveryCounts() {
  return useQuery({
    queryKey: adminKey('deliveries', 'counts'),
    queryFn: ({ signal }) => call(deliveryCounts, {}, { signal }),
    refetchInterval: listPause,
  });
}

export function useDelivery(deliveryId: string) {
  return useQuery({
    queryKey: adminKey('deliveries', 'one', deliveryId),
    queryFn: ({ signal }) => call(readDelivery, { params: { deliveryId } }, { signal }),
    refetchInterval: ({ state: { data } }) => (data && isMoving(data) ? onePause : false),
    enabled: deliveryId !== '',
  });
}

export function useRetry(deliveryId: string, done: () => void) {
  return useMutation({
    mutationFn: (again: boolean) =>
      call(retryDelivery, { params: { deliveryId }, body: { again } }),
    onSuccess: done,
    onSettled: refresh,
  });
}

export function useCancel(deliveryId: string, done: () => void) {
  return useMutation({
    mutationFn: () => call(cancelDelivery, { params: { deliveryId } }),
    onSuccess: done,
    onSettled: refresh,
  });
}

/** Something may happen to it at any moment. */
function isMoving({ state, waits }: DeliveryRow): boolean {
  return state === 'sending' || waits !== undefined;
}

function refresh(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: adminKey('deliveries') });
}
