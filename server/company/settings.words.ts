/** Settings field by field, as the audit log keeps them. */
import {
  type CompanySettings,
  priorities,
  type Targets,
  type WorkingHours,
  weekdays,
} from '../../contract/settings.ts';
import { shortened } from '../identity/identity.ts';

export function companyWords(company: CompanySettings): Record<string, string> {
  const { name, timeZone, consentText, consentVersion, consentUrl } = company;
  return { name, timeZone, consentText: shortened(consentText), consentVersion, consentUrl };
}

/** `mon: "09:00–13:00, 14:00–18:00"`. */
export function hoursWords({ days, holidays }: WorkingHours): Record<string, string> {
  const byDay = weekdays.map((weekday) => {
    const spans = days[weekday].map(([from, to]) => `${clock(from)}–${clock(to)}`);
    return [weekday, spans.join(', ')];
  });
  return { ...Object.fromEntries(byDay), holidays: shortened(holidays.join(', ')) };
}

/** `low.firstAnswer: "480"`, in working minutes; empty where nothing is promised. */
export function targetWords(targets: Targets): Record<string, string> {
  return Object.fromEntries(
    priorities.flatMap((priority) => {
      const { firstAnswer, solution } = targets[priority];
      return [
        [`${priority}.firstAnswer`, String(firstAnswer ?? '')],
        [`${priority}.solution`, String(solution ?? '')],
      ];
    }),
  );
}

function clock(minutes: number): string {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
