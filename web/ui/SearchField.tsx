/** Words to find by, told a moment after the last key, so that not every letter asks the server. */
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

interface SearchFieldProps {
  label: string;
  placeholder: string;
  /** What is searched for now, as it stands in the address. */
  search: string | undefined;
  find(search: string): void;
  className?: string | undefined;
}

export function SearchField({
  label,
  placeholder,
  search = '',
  find,
  className,
}: SearchFieldProps) {
  const [text, write] = useState(search);
  const [seen, see] = useState(search);
  const [sent, send] = useState(search);
  const settled = search === text.trim();
  // The address has changed by another hand: "Reset", or the way back.
  if (search !== seen) {
    see(search);
    if (search !== sent) write(search);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed starts the pause
  useEffect(() => {
    if (settled) return;
    const timer = setTimeout(() => {
      send(text.trim());
      find(text.trim());
    }, 300);
    return () => clearTimeout(timer);
  }, [text, settled]);
  return (
    <TextInput
      className={className}
      label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={18} aria-hidden="true" />}
      size="md"
      type="search"
      maxLength={100}
      value={text}
      onChange={(event) => write(event.currentTarget.value)}
    />
  );
}
