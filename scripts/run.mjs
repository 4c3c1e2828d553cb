// node scripts/run.mjs <script> [arguments]: installs what must be, then runs the script on the packaged Node.
import { launch } from './launch.mjs';
import { ensureInstalled } from './prepare.mjs';

const [script, ...args] = process.argv.slice(2);
try {
  await ensureInstalled();
  launch(script, args, { wholeGroup: true });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
