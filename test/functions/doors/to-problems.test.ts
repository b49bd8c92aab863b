import * as z from 'zod';
import { toProblems } from '../../../functions/doors/to-problems.ts';

const SHAPE = {
  names: z.array(z.string({ error: 'is not a name' })).optional(),
  mode: z.string({ error: 'is missing' }),
};

function problemsOf(value: unknown, aboutUnknown?: (name: string) => string): readonly string[] {
  const { error } = z.strictObject(SHAPE, { error: 'is not an object' }).safeParse(value);
  return toProblems('event', error!, aboutUnknown).map(({ path, message }) => `${path}: ${message}`);
}

describe('toProblems', () => {
  test('names every problem by its path, in the order of the paths', () => {
    expect(problemsOf({ names: ['a', 7] })).toEqual(['event.mode: is missing', 'event.names[1]: is not a name']);
  });

  test('names the place itself where nothing in it can be read', () => {
    expect(problemsOf('text')).toEqual(['event: is not an object']);
  });

  test('says of each unknown property what to do about it', () => {
    expect(problemsOf({ mode: '', modes: 1, other: 2 }, (name) => `is not known, got ${name}`)).toEqual([
      'event.modes: is not known, got modes',
      'event.other: is not known, got other',
    ]);
  });

  test('counts unknown properties beyond twenty, and cuts their names', () => {
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`${index}`.padStart(99, 'x'), index]));

    const problems = problemsOf({ mode: '', ...many });

    expect(problems).toHaveLength(21);
    expect(problems[0]).toBe('event: has 5 more unknown properties');
    expect(problems[1]).toBe(`event.${'x'.repeat(64)}: is not known`);
  });
});
