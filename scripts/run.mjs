// node scripts/run.mjs [--asks] <script> [arguments]: installs what must be, then runs the script on the packaged Node.
// With --asks the script may read what a person types.
import { launch } from './launch.mjs';
import { ensureInstalled } from './prepare.mjs';

const given = process.argv.slice(2);
const asks = given[0] === '--asks';
const [script, ...args] = asks ? given.slice(1) : given;
try {
  await ensureInstalled();
  launch(script, args, { wholeGroup: true, asks });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
