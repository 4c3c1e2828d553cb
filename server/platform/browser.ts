/** Says in a few known words what a browser is, for the person who must recognise it; the raw header goes nowhere. */

export interface BrowserWords {
  /** One of a fixed list: `Chrome`. */
  family?: string;
  /** One of a fixed list: `Windows`. */
  system?: string;
}

// The order matters: most browsers also claim to be those further down.
const families: [RegExp, string][] = [
  [/\bYaBrowser\//, 'Yandex Browser'],
  [/\b(?:Edg|EdgA|EdgiOS)\//, 'Edge'],
  [/\b(?:OPR|OPiOS|Opera)[/ ]/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[\d.]+ .*\bSafari\//, 'Safari'],
];

const systems: [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\b(?:Macintosh|Mac OS X)\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

// A header may be of any length; what we look for stands in front.
const longestRead = 512;

/** Reads a User-Agent header; a program or an unknown browser gives nothing. */
export function describeBrowser(userAgent: string | undefined): BrowserWords {
  const header = (userAgent ?? '').slice(0, longestRead);
  return { family: firstOf(families, header), system: firstOf(systems, header) };
}

function firstOf(list: [RegExp, string][], header: string): string | undefined {
  return list.find(([pattern]) => pattern.test(header))?.[1];
}
