/** Keys that do things: one place listens, and everything that can be pressed can be listed. */
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { stored } from './browser.ts';

export interface Shortcut {
  /** `j`, `?`, `Escape`; with Ctrl or ⌘ `mod+Enter`; one after the other `g q`. Letters are those of a Latin keyboard. */
  keys: string;
  /** What it does, in the reader's language, for the list under `?`. */
  does: string;
  run(): void;
}

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** How long the second key of a chord may take, in milliseconds. */
const chordPause = 1500;

const off = stored('otklik.shortcuts-off');
const mounted = new Set<readonly Shortcut[]>();
const watchers = new Set<() => void>();
let listed: readonly Shortcut[] = [];

/** Listens while the component is there. Of two shortcuts with the same keys the one mounted last wins. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const run = useEffectEvent((keys: string) => {
    shortcuts.find((one) => one.keys === keys)?.run();
  });
  const described = JSON.stringify(shortcuts.map(({ keys, does }) => ({ keys, does })));
  useEffect(() => {
    const mine = (JSON.parse(described) as Omit<Shortcut, 'run'>[]).map((one) => ({
      ...one,
      run: () => run(one.keys),
    }));
    mounted.add(mine);
    changed();
    return () => {
      mounted.delete(mine);
      changed();
    };
  }, [described]);
}

/** Everything that can be pressed now. */
export function useListedShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (hear) => {
      watchers.add(hear);
      return () => watchers.delete(hear);
    },
    () => listed,
  );
}

/** Single keys can disturb whoever dictates or types elsewhere (WCAG 2.1.4): they can be switched off. */
export function useShortcutsSwitch(): [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore(off.subscribe, () => off.get() !== '1');
  return [on, (wanted) => off.set(wanted ? undefined : '1')];
}

/** Hears the keys for the whole page. Used once, by the frame. */
export function useShortcutListener(): void {
  const [reader] = useState(() => makeReader(() => listed.map(({ keys }) => keys)));
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      const pressed = nameOf(event);
      const held = pressed.startsWith('mod+');
      if (!held && (off.get() === '1' || isTyping(event.target) || dialogIsOpen())) return;
      const keys = reader(pressed, event.timeStamp);
      const meant = keys && listed.findLast((one) => one.keys === keys);
      if (!meant) return;
      event.preventDefault();
      meant.run();
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, [reader]);
}

/** The key's name: on a Cyrillic keyboard the key that bears `j` is still `j`. */
export function nameOf({ key, code, ctrlKey, metaKey, altKey }: Pressed): string {
  if (altKey) return `alt+${key}`;
  const latin = /^[a-z]$/i.test(key);
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const name =
    latin || (key.length === 1 && letter) ? (latin ? key : (letter ?? key)).toLowerCase() : key;
  const plain = key === '.' && code === 'Slash' ? '/' : name;
  return ctrlKey || metaKey ? `mod+${plain}` : plain;
}

/** Reads key after key and tells which shortcut is complete. */
export function makeReader(
  known: () => string[],
): (pressed: string, at: number) => string | undefined {
  let first: { key: string; at: number } | undefined;
  return (pressed, at) => {
    const keys = known();
    const chord = first && at - first.at <= chordPause ? `${first.key} ${pressed}` : undefined;
    first = undefined;
    if (chord && keys.includes(chord)) return chord;
    if (keys.some((one) => one.startsWith(`${pressed} `))) first = { key: pressed, at };
    else if (keys.includes(pressed)) return pressed;
    return undefined;
  };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [role=menu]') !==
        null)
  );
}

function dialogIsOpen(): boolean {
  return document.querySelector('[role=dialog][aria-modal=true]') !== null;
}

function changed(): void {
  listed = [...mounted].flat();
  for (const hear of watchers) hear();
}
