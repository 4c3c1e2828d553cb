/** node scripts/make-sample.ts <commit> <name>: runs the product as it was at a commit, and keeps the data folder it leaves (testing/samples). */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { packSample, samplesFolder } from '../testing/samples.ts';

const root = join(import.meta.dirname, '..');
const [commit, name] = process.argv.slice(2);
if (!commit || !name || !/^[\w.-]+$/.test(name)) {
  throw new Error('Usage: node scripts/make-sample.ts <commit> <name, such as 0.2.0-invoices>');
}

const folder = mkdtempSync(join(tmpdir(), 'otklik-sample-'));
const code = join(folder, 'code');
const dataDir = join(folder, 'data');
mkdirSync(code);
const archive = execFileSync('git', ['archive', commit], { cwd: root, maxBuffer: 2 ** 30 });
execFileSync('tar', ['-x', '-C', code], { input: archive });
symlinkSync(join(root, 'node_modules'), join(code, 'node_modules'));

const server = spawn(process.execPath, ['server/main.ts'], {
  cwd: code,
  env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0', SANDBOX_PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let printed = '';
server.stdout.setEncoding('utf8').on('data', (part: string) => {
  printed += part;
});
while (!printed.includes('Otklik serves at')) {
  if (server.exitCode !== null) throw new Error(`It did not start:\n${printed}`);
  await delay(100);
}
// The month of invented tickets is there by now: it is made before the server listens.
server.kill('SIGTERM');
await once(server, 'exit');

mkdirSync(samplesFolder, { recursive: true });
const file = join(samplesFolder, `${name}.br`);
await packSample(dataDir, file);
rmSync(folder, { recursive: true });
console.log(`${file}: ${(statSync(file).size / 1e6).toFixed(1)} MB`);
