/** What is wrong with a name while it is being typed, by the rules that the server checks. */
import { type FieldProblem, fieldProblems } from '../../contract/errors.ts';
import { personName } from '../../contract/person.ts';

/** Too little is no mistake until the person has left the field or tried to go on (`tried`). */
export function nameProblem(name: string, tried: boolean): FieldProblem | undefined {
  const message = personName.safeParse(name).error?.issues[0]?.message;
  if (message === undefined) return undefined;
  const problem = fieldProblems.find((known) => known === message) ?? 'malformed';
  if (problem !== 'too_short') return problem;
  if (!tried) return undefined;
  return name.trim() === '' ? 'required' : 'too_short';
}
