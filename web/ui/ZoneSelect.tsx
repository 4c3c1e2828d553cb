/** A time zone, found by typing. */
import { Select, type SelectProps } from '@mantine/core';
import { useMemo } from 'react';
import { zones } from '../lib/zones.ts';

export function ZoneSelect({
  first = [],
  ...rest
}: SelectProps & { first?: { value: string; label: string }[] }) {
  const all = useMemo(() => zones(rest.value || undefined, Date.now()), [rest.value]);
  return <Select searchable limit={60} allowDeselect={false} data={[...first, ...all]} {...rest} />;
}
