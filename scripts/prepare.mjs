// Runs on any Node from 20 on, before anything is installed: plain JavaScript, nothing but Node's own modules.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the clone. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const bin = path.join(root, 'node_modules', '.bin');
const windows = process.platform === 'win32';

/** The Node that came with the packages: the one that runs everything after the install. */
export const packagedNode = windows
  ? path.join(root, 'node_modules', 'node', 'bin', 'node.exe')
  : path.join(bin, 'node');

/** The environment for what runs after the install: the packages' own commands come first. */
export function packagedEnvironment() {
  return { ...process.env, PATH: [bin, process.env.PATH ?? ''].join(path.delimiter) };
}

/**
 * What keeps the server small: a young generation of 2 MB instead of 16 (three times each), one arena of
 * the C library instead of one for each thread, and what it has freed given back at once. Together they
 * save almost half of the memory (docs/performance.md); the Dockerfile sets the same.
 */
export function serverEnvironment() {
  const options = [process.env.NODE_OPTIONS, '--max-semi-space-size=2'].filter(Boolean).join(' ');
  return { NODE_OPTIONS: options, MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072' };
}

/** Installs the packages unless they are there as the lock file names them. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  console.log('Installing packages, which takes a minute or so…');
  // The Node and the npm that the person called, not those in node_modules, which are about to go.
  const node = process.env.npm_node_execpath ?? process.execPath;
  const npm = process.env.npm_execpath;
  // The web is built here, so its packages are needed in production too; and the packaged Node
  // arrives by an install script, which a person's own npm settings may have switched off.
  // Warnings are left out: on an older Node they would name every package that the packaged one runs.
  const ci = ['ci', '--include=dev', '--ignore-scripts=false', '--loglevel=error'];
  const environment = { ...process.env, PATH: pathWithoutPackages() };
  const code = npm?.endsWith('.js')
    ? await run(node, [npm, ...ci], { env: environment })
    : await run('npm', ci, { env: environment, shell: windows });
  if (code !== 0) throw new Error(`npm ci ended with ${code}; what it printed above says why.`);
  if (!isInstalled()) {
    throw new Error(
      'npm ci ended well, but the packages are not as package-lock.json names them (or the Node in node_modules does not run).',
    );
  }
}

/** Builds the web unless what is in dist/web was built from these very sources. */
export async function ensureBuilt() {
  const stamp = path.join(root, 'dist', 'web.stamp');
  const wanted = hashOfWebSources();
  const built = existsSync(path.join(root, 'dist', 'web', 'index.html'));
  if (built && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Building the web…');
  rmSync(stamp, { force: true });
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const code = await run(packagedNode, [vite, 'build', '--logLevel', 'warn'], {
    env: { ...packagedEnvironment(), NODE_ENV: 'production' },
  });
  if (code !== 0) throw new Error(`The build of the web ended with ${code}.`);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Runs a command in the clone's folder and gives its exit code; Ctrl-C reaches it by the terminal. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      ...options,
    });
    const forward = () => child.kill('SIGTERM');
    process.on('SIGTERM', forward);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('SIGTERM', forward);
      resolve(code ?? `signal ${signal}`);
    });
  });
}

// npm writes node_modules/.package-lock.json as its very last step, so an install that was
// interrupted has none, or an old one: comparing the two is a stamp that nobody has to keep.
function isInstalled() {
  try {
    accessSync(packagedNode, constants.X_OK);
    const present = readPackages(path.join('node_modules', '.package-lock.json'));
    return Object.entries(readPackages('package-lock.json')).every(([folder, wanted]) => {
      if (folder === '') return true;
      const found = present[folder];
      if (found === undefined) return wanted.optional === true;
      const sameContent = !wanted.integrity || found.integrity === wanted.integrity;
      return found.version === wanted.version && sameContent;
    });
  } catch {
    return false;
  }
}

function readPackages(file) {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
}

function pathWithoutPackages() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.filter((folder) => folder !== bin).join(path.delimiter);
}

function hashOfWebSources() {
  const hash = createHash('sha256');
  const files = ['contract', 'web']
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
        .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name))),
    );
  const settings = [
    'vite.config.ts',
    'tsconfig.base.json',
    'tsconfig.web.json',
    'package-lock.json',
  ];
  for (const file of [...files, ...settings].sort()) {
    if (!existsSync(path.join(root, file))) continue;
    const content = readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
