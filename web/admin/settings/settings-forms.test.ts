import { describe, expect, test } from 'vitest';
import { workingHours } from '../../../contract/settings.ts';
import { inserted, previewOf } from './canned-preview.ts';
import { durationOf, totalOf } from './duration.ts';
import { daysOf, minutesOf, nextSpan, spansFit, tidied, weekOf } from './time-of-day.ts';

const rest = { tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };

describe('working hours', () => {
  test('come back from the form as they were, the end of the day included', () => {
    const days = workingHours.shape.days.parse({
      mon: [
        [540, 780],
        [840, 1440],
      ],
      ...rest,
    });
    expect(daysOf(weekOf(days))).toEqual(days);
  });

  test.each([
    ['9', '09:00'],
    ['930', '09:30'],
    ['9.30', '09:30'],
    ['18:00', '18:00'],
    ['later', 'later'],
    ['25:00', '25:00'],
    ['9:75', '9:75'],
  ])('%s is taken as %s', (typed, shown) => {
    expect(tidied(typed)).toBe(shown);
  });

  test('midnight is the end of a span, not its beginning', () => {
    expect(minutesOf('24:00')).toBeUndefined();
    expect(minutesOf('00:00', true)).toBe(1440);
    expect(minutesOf('24:00', true)).toBe(1440);
  });

  test('spans must end after they begin and not overlap', () => {
    expect(spansFit([{ from: '09:00', to: '18:00' }])).toBe(true);
    expect(spansFit([{ from: '18:00', to: '09:00' }])).toBe(false);
    expect(spansFit([{ from: '', to: '09:00' }])).toBe(false);
    const morning = { from: '09:00', to: '13:00' };
    expect(spansFit([morning, nextSpan([morning])])).toBe(true);
    expect(spansFit([morning, { from: '12:00', to: '18:00' }])).toBe(false);
  });
});

test.each([null, 1, 15, 60, 61, 2400])('a target of %s minutes comes back as it was', (minutes) => {
  expect(totalOf(durationOf(minutes))).toBe(minutes);
});

test('a preview fills in what the server knows and leaves the rest as written', () => {
  const samples = {
    'client.name': 'Anna',
    'ticket.number': '42',
    'ticket.subject': 'Invoice',
    'agent.name': 'Boris',
    'company.name': 'Otklik',
  };
  expect(previewOf('Hello, {{client.name}} ({{ ticket.number }}) {{x.y}}', samples)).toBe(
    'Hello, Anna (42) {{x.y}}',
  );
});

test('a variable takes the place of what is marked', () => {
  const next = inserted('Hello, NAME!', 'client.name', { from: 7, to: 11 });
  expect(next.text).toBe('Hello, {{client.name}}!');
  expect(next.text.slice(next.caret)).toBe('!');
});
