/** Who may import whom. A folder that is not in this table fails the test beside it. */

/** May import from every other place. */
export const everything = Symbol('everything');

/**
 * For each place in the tree the other places it may import from.
 * A place is a folder, or one file that stands directly in `server/` or `web/`.
 */
export const mayImport: Record<string, readonly string[] | typeof everything> = {
  contract: [],
  'server/platform': ['contract'],
  'server/notifications': ['contract', 'server/platform'],
  'server/identity': ['contract', 'server/platform', 'server/notifications'],
  'server/company': ['contract', 'server/platform', 'server/identity'],
  'server/files': ['contract', 'server/platform', 'server/identity'],
  'server/tickets': [
    'contract',
    'server/platform',
    'server/notifications',
    'server/identity',
    'server/company',
    'server/files',
  ],
  'server/invoices': [
    'contract',
    'server/platform',
    'server/notifications',
    'server/identity',
    'server/company',
    'server/files',
  ],
  'server/custom-messages': [
    'contract',
    'server/platform',
    'server/notifications',
    'server/identity',
    'server/company',
    'server/files',
    'server/tickets',
    'server/invoices',
  ],
  'server/deliveries': [
    'contract',
    'server/platform',
    'server/notifications',
    'server/identity',
    'server/tickets',
    'server/invoices',
    'server/custom-messages',
  ],
  'server/telegram': [
    'contract',
    'server/platform',
    'server/notifications',
    'server/identity',
    'server/company',
    'server/files',
    'server/tickets',
    'server/invoices',
  ],
  'server/personal-data': [
    'contract',
    'server/platform',
    'server/notifications',
    'server/identity',
    'server/company',
    'server/files',
    'server/tickets',
    'server/invoices',
    'server/custom-messages',
    'server/telegram',
  ],
  'server/backup': ['contract', 'server/platform'],
  'server/sandbox': ['contract', 'server/platform'],
  'server/cast': everything,
  'server/app.ts': everything,
  'server/main.ts': everything,
  'server/program.ts': everything,
  'server/set-up.ts': everything,
  'server/status.routes.ts': everything,
  'web/lib': ['contract'],
  'web/ui': ['contract', 'web/lib'],
  'web/sign-up': ['contract', 'web/lib', 'web/ui'],
  'web/portal': ['contract', 'web/lib', 'web/ui'],
  'web/admin': ['contract', 'web/lib', 'web/ui'],
  'web/sandbox': ['contract', 'web/lib', 'web/ui'],
  'web/main.tsx': everything,
  'web/routes.tsx': everything,
  testing: everything,
  e2e: everything,
  bench: everything,
  architecture: [],
  scripts: everything,
};

/** Places whose every file is for use elsewhere. All other folders of `server/` have a front door. */
export const withoutFrontDoor: readonly string[] = ['server/platform'];

/** Places that run in the browser too, or that promise to do no input and output: no module of Node. */
export const withoutNode: readonly string[] = ['contract', 'web'];

/** The one reader of the environment; tools and tests beside the product may read it as well. */
export const readerOfEnvironment = 'server/platform/config.ts';

export const longestFile = 300;
