/** Why something is taken back or refused: asked for, and not too long. */
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useInvoicesWords } from './invoices-words.ts';

const longest = 500;

export interface Reason {
  text: string;
  write(text: string): void;
  problem: 'line_too_long' | 'reason_required' | undefined;
  /** Says whether it will do; from now on an empty one is complained about. */
  check(): boolean;
}

export function useReason(): Reason {
  const [text, write] = useState('');
  const [tried, tryIt] = useState(false);
  const length = [...text.trim()].length;
  const missing = tried && length === 0 ? 'reason_required' : undefined;
  return {
    text,
    write,
    problem: length > longest ? 'line_too_long' : missing,
    check() {
      tryIt(true);
      return length > 0 && length <= longest;
    },
  };
}

interface ReasonFieldProps {
  reason: Reason;
  label: string;
  description?: string;
  placeholder?: string;
}

export function ReasonField({ reason, ...said }: ReasonFieldProps) {
  const t = useInvoicesWords();
  return (
    <Textarea
      {...said}
      data-autofocus
      size="md"
      autosize
      minRows={2}
      maxRows={6}
      value={reason.text}
      error={reason.problem && t(reason.problem)}
      onChange={(event) => reason.write(event.currentTarget.value)}
    />
  );
}
