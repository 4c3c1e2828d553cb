/** A canned answer as the client would see it, with examples in place of the variables. */
import { cannedVariables } from '../../../contract/ticket-tools.ts';

export type Variable = (typeof cannedVariables)[number];

/** Only the variables that the server knows are filled in; anything else in braces stays as written. */
export function previewOf(text: string, samples: Record<Variable, string>): string {
  return text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => {
    const known = cannedVariables.find((one) => one === name);
    return known ? samples[known] : whole;
  });
}

/** The text with a variable put in place of what is marked, and where the caret goes then. */
export function inserted(
  text: string,
  variable: Variable,
  marked: { from: number; to: number },
): { text: string; caret: number } {
  const put = `{{${variable}}}`;
  return {
    text: text.slice(0, marked.from) + put + text.slice(marked.to),
    caret: marked.from + put.length,
  };
}
