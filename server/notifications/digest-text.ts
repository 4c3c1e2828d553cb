/** Several pieces of news as the words of one message: by subject, in order, cut so that all of it fits. */
import type { Language } from '../../contract/person.ts';
import { words } from '../platform/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';
import type { RichText } from './notice.ts';
import { cutRich, joinRich, rich } from './rich-text.ts';

const say = words({ en, ru });

/** Telegram takes so many characters; UTF-16 units are never fewer. */
export const longestText = 4096;
const longestTitle = 250;
/** What is shown of a piece at least, unless it is shorter. */
const leastBody = 80;
/** For "and 1,000 more" in any language. */
const moreReserve = 40;

/** What is new of one subject, in order. */
export interface DigestGroup {
  title: RichText;
  bodies: RichText[];
}

/** Several changes of one subject. */
export function subjectDigest(group: DigestGroup, language: Language): RichText {
  return compose([group], { language, between: '\n\n' });
}

/** Everything that has waited: because the person was away, or in their quiet hours. */
export function laneDigest(
  groups: readonly DigestGroup[],
  { language, why }: { language: Language; why: 'away' | 'quiet' },
): RichText {
  const count = countPieces(groups);
  const heading = rich(say(language, `digest.${why}`, { count }), { type: 'bold' });
  return compose(groups, { heading, language, between: '\n' });
}

function compose(
  given: readonly DigestGroup[],
  { heading, language, between }: { heading?: RichText; language: Language; between: string },
): RichText {
  const groups = given.map(({ title, bodies }) => ({
    title: cutRich(title, longestTitle),
    bodies,
  }));
  const room = longestText - (heading ? heading.text.length + 2 : 0);
  const all = countPieces(groups);
  const cost = (shown: readonly DigestGroup[], lengthOf: (body: RichText) => number) =>
    shown.reduce(
      (sum, { title, bodies }) =>
        bodies.reduce(
          (inGroup, body) => inGroup + between.length + lengthOf(body),
          sum + 2 + title.text.length,
        ),
      0,
    );
  const least = ({ text }: RichText) => Math.min(text.length, leastBody);
  let shown = groups;
  while (cost(shown, least) > room - (countPieces(shown) < all ? moreReserve : 0)) {
    shown = withoutLast(shown);
  }
  const left = all - countPieces(shown);
  const frame = cost(shown, () => 0) + (left > 0 ? moreReserve : 0);
  const level = fairLevel(
    shown.flatMap(({ bodies }) => bodies.map(({ text }) => text.length)),
    room - frame,
  );
  const told = shown.map(({ title, bodies }) =>
    joinRich([title, ...bodies.map((body) => cutRich(body, level))], between),
  );
  return joinRich(
    [heading, ...told, left > 0 && say(language, 'digest.more', { count: left })],
    '\n\n',
  );
}

function countPieces(groups: readonly DigestGroup[]): number {
  return groups.reduce((sum, { bodies }) => sum + bodies.length, 0);
}

function withoutLast(groups: readonly DigestGroup[]): DigestGroup[] {
  const last = groups.at(-1);
  const others = groups.slice(0, -1);
  if (!last || last.bodies.length <= 1) return others;
  return [...others, { ...last, bodies: last.bodies.slice(0, -1) }];
}

/** The greatest length to which all may be cut so that they fit together: short ones leave room to long ones. */
function fairLevel(lengths: readonly number[], room: number): number {
  let left = room;
  const ordered = lengths.toSorted((one, other) => one - other);
  for (const [place, length] of ordered.entries()) {
    const share = Math.floor(left / (ordered.length - place));
    if (length > share) return share;
    left -= length;
  }
  return longestText;
}
