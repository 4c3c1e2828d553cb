/** Finds a Chromium for the browser flows: an installed one that was asked for, or the one that comes with the packages. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { inflate } from '@sparticuz/chromium';

export interface Browser {
  executablePath: string;
  env: Record<string, string>;
}

const root = path.dirname(import.meta.dirname);
const packed = path.join(root, 'node_modules', '@sparticuz', 'chromium');

const installed = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A Chromium that starts here: the one that CHROME_PATH names, else the packaged one (Linux on
 * x64), else an installed Chrome or Chromium. Throws a sentence that says what to do if none does.
 */
export async function findBrowser(): Promise<Browser> {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    const problem = tryToStart(chosen, {});
    if (problem) throw new Error(`CHROME_PATH is ${chosen}, which does not start: ${problem}`);
    return { executablePath: chosen, env: environment({}) };
  }
  const problems: string[] = [];
  if (process.platform === 'linux' && process.arch === 'x64') {
    const found = await startPackaged(problems);
    if (found) return found;
  }
  for (const executablePath of installed.filter((file) => existsSync(file))) {
    const problem = tryToStart(executablePath, {});
    if (!problem) return { executablePath, env: environment({}) };
    problems.push(`${executablePath}: ${problem}`);
  }
  throw new Error(
    [
      'No browser starts here. Install Chrome or Chromium, or name one in CHROME_PATH.',
      'On a bare Debian or Ubuntu `npx playwright install-deps chromium` brings the libraries that the packaged one wants.',
      ...problems,
    ].join('\n'),
  );
}

// Machines without a desktop often lack libnss3 and its kin; the package carries them too.
async function startPackaged(problems: string[]): Promise<Browser | undefined> {
  const folder = await unpack();
  const executablePath = path.join(folder, 'chromium');
  const fonts = fontSettings(folder);
  for (const library of ['', path.join(folder, 'al2023', 'lib')]) {
    const extra: Record<string, string> = library ? { ...fonts, LD_LIBRARY_PATH: library } : fonts;
    const problem = tryToStart(executablePath, extra);
    if (!problem) return { executablePath, env: environment(extra) };
    problems.push(`${executablePath}: ${problem}`);
  }
  return undefined;
}

// Into the clone and not, as the package does by itself, to a fixed name in the machine's common
// folder for temporary files: that one may belong to somebody else.
async function unpack(): Promise<string> {
  const cache = path.join(root, '.cache');
  const { version } = JSON.parse(readFileSync(path.join(packed, 'package.json'), 'utf8'));
  const folder = path.join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const unfinished = mkdtempSync(path.join(cache, 'unpacking-'));
  const common = process.env.TMPDIR;
  process.env.TMPDIR = unfinished;
  try {
    const archives = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];
    await Promise.all(archives.map((archive) => inflate(path.join(packed, 'bin', archive))));
  } finally {
    if (common === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = common;
  }
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another worker was faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

// Without any font set up on the machine a page has no letters at all.
function fontSettings(folder: string): Record<string, string> {
  if (existsSync('/etc/fonts/fonts.conf')) return {};
  const settings = path.join(folder, 'fonts.conf');
  const inXml = folder.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  writeFileSync(
    settings,
    `<?xml version="1.0"?><fontconfig><dir>${inXml}/fonts</dir><cachedir>${inXml}/fonts-cache</cachedir></fontconfig>\n`,
  );
  return { FONTCONFIG_FILE: settings };
}

function tryToStart(executable: string, extra: Record<string, string>): string | undefined {
  try {
    execFileSync(executable, ['--version'], { env: environment(extra), stdio: 'pipe' });
    return undefined;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    return said || String(error);
  }
}

/** In a locale without Russian letters Chromium calls each download that has them "download". */
const letters = { LC_ALL: 'C.UTF-8' };

function environment(extra: Record<string, string>): Record<string, string> {
  const entries = Object.entries({ ...process.env, ...letters, ...extra });
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
