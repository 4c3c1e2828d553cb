// Runs on any Node from 20 on; what it starts runs on the packaged Node.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { packagedEnvironment, packagedNode, root } from './prepare.mjs';

const patience = 1000;
// A command is there in a third of the time.
const quickImports = new URL('../server/platform/quick-imports.ts', import.meta.url).href;

/**
 * Runs a script of this project on the packaged Node and ends as it ends.
 *
 * The child has a process group of its own, so that Ctrl-C in a terminal reaches it once (by us)
 * and not twice. Should this process be killed outright, the closing channel tells the child.
 * A second Ctrl-C, by somebody who does not want to wait, kills.
 */
export function launch(script, args, { wholeGroup = false, environment = {}, asks = false } = {}) {
  const child = spawn(packagedNode, ['--import', quickImports, script, ...args], {
    cwd: root,
    env: { ...packagedEnvironment(), ...environment },
    detached: true,
    stdio: [asks ? 'inherit' : 'ignore', 'inherit', 'inherit', 'ipc'],
  });
  let firstSignalAt = 0;

  function send(signal) {
    try {
      if (wholeGroup) process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch {
      // It has just ended by itself.
    }
  }

  function forward(signal) {
    // npm passes on what the terminal has already sent us: the same Ctrl-C comes twice.
    if (firstSignalAt === 0) {
      firstSignalAt = Date.now();
      send(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    } else if (Date.now() - firstSignalAt > patience) {
      send('SIGKILL');
    }
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => forward(signal));
  stopWithNpm(() => forward('SIGTERM'));

  child.once('error', (error) => {
    console.error(`Could not start ${packagedNode}: ${error.message}`);
    process.exit(1);
  });
  child.once('exit', (code, signal) => {
    process.exit(code ?? 128 + constants.signals[signal]);
  });
}

// npm killed outright passes nothing on; a server that nobody holds would keep the port.
function stopWithNpm(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 200);
  watch.unref();
}
