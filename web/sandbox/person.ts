/** How a phone's owner is called and shown. */
import type { SandboxPhone } from '../../contract/sandbox-shapes.ts';

export function fullName({ firstName, lastName }: Pick<SandboxPhone, 'firstName' | 'lastName'>) {
  return lastName ? `${firstName} ${lastName}` : firstName;
}

/** With a plus before it, as people read numbers. */
export function readableNumber(phoneNumber: string): string {
  return phoneNumber.startsWith('+') ? phoneNumber : `+${phoneNumber}`;
}

/** Black or white, whichever is read better on this colour (`#rrggbb`; WCAG 2, relative luminance). */
export function inkOn(color: string): '#000' | '#fff' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
}
