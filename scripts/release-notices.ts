/** npm run release-notices [-- --drop]: after a restore, lets notices go out again, or those that waited in the backup never. */
import { releaseHeld } from '../server/backup/backup.ts';
import { readConfig } from '../server/platform/config.ts';
import { fail, orFail, readArguments } from './operator.ts';

const { file, values } = readArguments({ drop: { type: 'boolean' } });
if (file) fail('Usage: npm run release-notices [-- --drop]');

const { held, waiting, dropped } = await orFail(() =>
  releaseHeld(readConfig(), values.drop === true),
);
console.log(
  held
    ? `Sending goes on. Waiting to be sent: ${waiting}. Never to be sent: ${dropped}.`
    : 'Nothing is held by a restore.',
);
