// npm start: installs and builds what must be, then runs the server.
import { launch } from './launch.mjs';
import { ensureBuilt, ensureInstalled, serverEnvironment } from './prepare.mjs';

try {
  await ensureInstalled();
  await ensureBuilt();
  launch('server/main.ts', process.argv.slice(2), { environment: serverEnvironment() });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
