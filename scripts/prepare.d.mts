/** What the TypeScript scripts use of prepare.mjs. */
export function ensureBuilt(): Promise<void>;
export function serverEnvironment(): Record<string, string>;
