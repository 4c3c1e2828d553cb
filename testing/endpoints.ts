/** All endpoints that the contract declares, and all routes that a server has: what tests compare. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Endpoint } from '../contract/endpoint.ts';
import type { Http } from '../server/platform/http.ts';

const folder = new URL('../contract/', import.meta.url);

/** Every endpoint of every file of `contract/`, by `METHOD /path`. */
export async function declaredEndpoints(): Promise<Map<string, Endpoint>> {
  const found = new Map<string, Endpoint>();
  for (const name of readdirSync(fileURLToPath(folder))) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
    const module: Record<string, unknown> = await import(new URL(name, folder).href);
    for (const one of Object.values(module)) if (isEndpoint(one)) found.set(placeOf(one), one);
  }
  return found;
}

export function placeOf({ method, path }: Pick<Endpoint, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/** Every route as `METHOD /path`, without HEAD and OPTIONS, which come with others. */
export function routesOf(http: Http): string[] {
  const found: string[] = [];
  const above: string[] = [];
  for (const line of http.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent, part, methods] =
      /^((?:[│ ] {3})*)[├└]── (\S+)(?: \((.+)\))?$/u.exec(line) ?? [];
    if (indent === undefined || part === undefined) continue;
    const depth = indent.length / 4;
    const path = `${depth === 0 ? '' : above[depth - 1]}${part}`;
    above[depth] = path;
    for (const method of (methods ?? '').split(', ')) {
      if (!['', 'HEAD', 'OPTIONS'].includes(method)) found.push(`${method} ${path}`);
    }
  }
  return found;
}

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'access' in value;
}
