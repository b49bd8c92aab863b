import { describeClosed, isOpen, parseChangeWindow } from '../../../functions/sweep/change-window.ts';

const OFFICE = parseChangeWindow('Mon-Fri 09:00-16:00 Europe/Berlin')!;

test.each([
  ['2026-11-20T08:00:00Z', true, 'Friday at nine in Berlin'],
  ['2026-11-20T07:59:59Z', false, 'a second before'],
  ['2026-11-20T14:59:00Z', true, 'the last minute'],
  ['2026-11-20T15:00:00Z', false, 'the end'],
  ['2026-11-21T10:00:00Z', false, 'Saturday'],
  ['2026-07-17T07:00:00Z', true, 'nine in summer time'],
])('%s: %s (%s)', (now, open) => {
  expect(isOpen(OFFICE, new Date(now))).toBe(open);
});

test('goes around the end of the week', () => {
  const weekend = parseChangeWindow('Sat-Mon 00:00-24:00 UTC')!;

  expect(
    ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'].map((day) =>
      isOpen(weekend, new Date(`${day}T12:00:00Z`)),
    ),
  ).toEqual([false, true, true, true, false]);
});

test.each([
  '',
  'always',
  'Mon-Fri',
  'Mon-Fri 16:00-09:00 UTC',
  'Mon-Fre 09:00-16:00 UTC',
  'Mon 09:00-25:00 UTC',
  'Mon 09:00-10:61 UTC',
  'Mon 09:00-16:00 Mars/Phobos',
])('is undefined for %j', (text) => {
  expect(parseChangeWindow(text)).toBeUndefined();
});

test('says when changes are made', () => {
  expect(describeClosed(OFFICE, new Date('2026-11-21T10:00:00Z'))).toBe(
    'nothing was changed, because it is 2026-11-21T10:00:00.000Z and changes are made "Mon-Fri 09:00-16:00 Europe/Berlin" only (ChangeWindow)',
  );
});
