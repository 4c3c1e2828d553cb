/** What a method of the Bot API is to this server. */
import type { Params } from '../params.ts';
import type { World } from '../world.ts';

/** Gives back the `result`; throws a Refusal. `gone` aborts when the caller has left. */
export type Method = (world: World, params: Params, gone: AbortSignal) => unknown;

/** A result that comes with words. */
export class Described {
  readonly result: unknown;
  readonly description: string;

  constructor(result: unknown, description: string) {
    this.result = result;
    this.description = description;
  }
}
