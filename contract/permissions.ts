/** Who may do what: one table, enforced before a request's body is read, and held by a test over every endpoint. */

/** What an integration token may be allowed to do. */
export const scopes = [
  'tickets.read',
  'tickets.write',
  'clients.read',
  'clients.write',
  'invoices.read',
  'invoices.write',
] as const;

export type Scope = (typeof scopes)[number];

export const roles = ['admin', 'agent'] as const;

export type Role = (typeof roles)[number];

interface Rule {
  /** Clients reach only what is their own; what is not is not found. */
  client: boolean;
  agent: boolean;
  admin: boolean;
  /** The scope that a token needs; `any` token, or none at all. */
  token: Scope | 'any' | 'none';
}

export const permissions = {
  'self.read': { client: true, agent: true, admin: true, token: 'any' },
  'self.write': { client: true, agent: true, admin: true, token: 'none' },
  'staff_self.write': { client: false, agent: true, admin: true, token: 'none' },
  'my.telegram': { client: true, agent: false, admin: false, token: 'none' },
  'my.notifications': { client: true, agent: true, admin: true, token: 'none' },
  'my.tickets': { client: true, agent: false, admin: false, token: 'none' },
  'my.invoices': { client: true, agent: false, admin: false, token: 'none' },
  'my.data': { client: true, agent: false, admin: false, token: 'none' },
  'files.read': { client: true, agent: true, admin: true, token: 'tickets.read' },
  'files.write': { client: true, agent: true, admin: true, token: 'tickets.write' },
  'tickets.read': { client: false, agent: true, admin: true, token: 'tickets.read' },
  'tickets.write': { client: false, agent: true, admin: true, token: 'tickets.write' },
  'tickets.answering': { client: false, agent: true, admin: true, token: 'none' },
  'clients.read': { client: false, agent: true, admin: true, token: 'clients.read' },
  'clients.write': { client: false, agent: true, admin: true, token: 'clients.write' },
  'clients.import': { client: false, agent: false, admin: true, token: 'none' },
  'clients.data': { client: false, agent: false, admin: true, token: 'none' },
  'invoices.read': { client: false, agent: true, admin: true, token: 'invoices.read' },
  'invoices.write': { client: false, agent: true, admin: true, token: 'invoices.write' },
  'conflicts.resolve': { client: false, agent: false, admin: true, token: 'none' },
  'reports.read': { client: false, agent: true, admin: true, token: 'none' },
  'colleagues.read': { client: false, agent: true, admin: true, token: 'tickets.read' },
  'settings.read': { client: false, agent: true, admin: true, token: 'none' },
  'settings.write': { client: false, agent: false, admin: true, token: 'none' },
  'staff.manage': { client: false, agent: false, admin: true, token: 'none' },
  'tokens.manage': { client: false, agent: false, admin: true, token: 'none' },
  'staff_self.telegram': { client: false, agent: true, admin: true, token: 'none' },
  'clients.message': { client: false, agent: true, admin: true, token: 'none' },
  'custom_messages.manage': { client: false, agent: false, admin: true, token: 'none' },
  'deliveries.read': { client: false, agent: false, admin: true, token: 'none' },
  'deliveries.write': { client: false, agent: false, admin: true, token: 'none' },
  'telegram.check': { client: false, agent: false, admin: true, token: 'none' },
  'audit.read': { client: false, agent: false, admin: true, token: 'none' },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof permissions;

/** Whether this access is an action of the table: then it needs a viewer. */
export function isAction(access: string | undefined): access is Action {
  return access !== undefined && Object.hasOwn(permissions, access);
}

/** What decides about a viewer: the kind, a member of staff's role, a token's scopes. */
export type Standing =
  | { kind: 'client' }
  | { kind: 'staff'; role: Role }
  | { kind: 'token'; scopes: readonly Scope[] };

/** Whether a viewer of this standing may do this at all; whose things they may touch is the slices' matter. */
export function may(standing: Standing, action: Action): boolean {
  const rule: Rule = permissions[action];
  if (standing.kind === 'client') return rule.client;
  if (standing.kind === 'staff') return rule[standing.role];
  if (rule.token === 'none') return false;
  return rule.token === 'any' || standing.scopes.includes(rule.token);
}
