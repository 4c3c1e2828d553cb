/** What a company says of itself, when it works, and what it promises. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { day, line, lines, timeZone } from './text.ts';

const version = z.number().int().min(0).max(2_000_000_000);
const changed = z.object({ version });

export const companySettings = z.object({
  name: z.string(),
  timeZone: z.string(),
  /** What a person agrees to at the sign-up; empty: our own sentence. */
  consentText: z.string(),
  /** Grows by itself when the text or its address changes; each sign-up keeps the one it was shown. */
  consentVersion: z.string(),
  /** Where the full text stands; empty or an address. */
  consentUrl: z.string(),
});

export type CompanySettings = z.output<typeof companySettings>;

const newCompanySettings = z.strictObject({
  name: line({ min: 1, max: 64 }),
  timeZone,
  consentText: lines({ min: 0, max: 4000 }),
  consentUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(300)]),
  version,
});

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Minutes since midnight, in the company's time zone: from (included) to (not). */
const span = z
  .tuple([z.number().int().min(0).max(1439), z.number().int().min(1).max(1440)])
  .refine(([from, to]) => from < to, 'malformed');

/** In order, not overlapping. */
const spans = z
  .array(span)
  .max(4)
  .refine(
    (list) => list.every(([from], i) => i === 0 || from >= (list[i - 1]?.[1] ?? 0)),
    'malformed',
  );

export const workingHours = z.object({
  days: z.object({
    mon: spans,
    tue: spans,
    wed: spans,
    thu: spans,
    fri: spans,
    sat: spans,
    sun: spans,
  }),
  /** Days without work. */
  holidays: z.array(day).max(200),
});

export type WorkingHours = z.output<typeof workingHours>;

export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export const priority = z.enum(priorities);
export type Priority = z.output<typeof priority>;

/** Working minutes; null: no promise. At most a year of hours. */
const minutes = z.number().int().min(1).max(525_600).nullable();
const target = z.object({ firstAnswer: minutes, solution: minutes });

export const targets = z.object({ low: target, normal: target, high: target, urgent: target });

export type Targets = z.output<typeof targets>;

export const readSettings = endpoint({
  method: 'GET',
  path: '/api/settings',
  summary: 'The company, its working hours and its targets, each with its version.',
  access: 'settings.read',
  reply: z.object({
    company: companySettings.extend({ version }),
    hours: workingHours.extend({ version }),
    targets: targets.extend({ version }),
  }),
});

export const updateCompany = endpoint({
  method: 'PUT',
  path: '/api/settings/company',
  summary:
    'Changes what the company says of itself; `settings.changed` when somebody else was faster.',
  access: 'settings.write',
  body: newCompanySettings,
  reply: changed,
});

export const updateWorkingHours = endpoint({
  method: 'PUT',
  path: '/api/settings/hours',
  summary: 'Changes the working hours; due times of open tickets follow.',
  access: 'settings.write',
  body: workingHours.extend({ version }),
  reply: changed,
});

export const updateTargets = endpoint({
  method: 'PUT',
  path: '/api/settings/targets',
  summary: 'Changes the targets; due times of open tickets follow.',
  access: 'settings.write',
  body: targets.extend({ version }),
  reply: changed,
});
