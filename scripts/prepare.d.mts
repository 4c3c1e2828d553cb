/** What the TypeScript scripts use of prepare.mjs. */
export function ensureBuilt(): Promise<void>;
export function serverEnvironment(): { NODE_OPTIONS: string; MALLOC_ARENA_MAX: string };
