import { documents } from './documents.ts';

const RECORDS = documents().filter(({ path }) => path.startsWith('docs/decisions/'));

test('decisions are numbered without a gap', () => {
  const numbers = RECORDS.map(({ path }) => Number(/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1])).toSorted(
    (a, b) => a - b,
  );

  expect(numbers).toEqual(RECORDS.map((_, index) => index + 1));
});

describe.each(RECORDS)('$path', ({ path, text }) => {
  test('carries its number and a status', () => {
    const [, number] = /(\d{4})-/.exec(path) ?? [];

    expect(text).toMatch(new RegExp(`^# ${number}: .+\n\nStatus: (accepted|superseded by \\d{4})\n`));
  });

  test('says context, decision, why and consequences', () => {
    const chapters = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);

    expect(chapters).toEqual(['Context', 'Decision', 'Why', 'Consequences']);
  });
});
