/** The time zone that the page shows times in: the viewer's choice, otherwise the browser's. */
import { createContext, useContext } from 'react';

export const TimeZone = createContext<string | undefined>(undefined);

export function useTimeZone(): string | undefined {
  return useContext(TimeZone);
}
