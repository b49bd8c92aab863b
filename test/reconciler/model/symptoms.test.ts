import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../../functions/reconciler/model/rules.ts';
import { SYMPTOMS } from '../../../functions/reconciler/model/symptoms.ts';

const PAGE = readFileSync(join(__dirname, '../../../docs/rules.md'), 'utf8');

/** The table of the page, its cells without back-ticks. */
function tableOf(page: string): readonly (readonly string[])[] {
  const [, chapter = ''] = /## Which rule explains what I see\?\n([\s\S]*?)\n## /.exec(page) ?? [];
  const rows = chapter.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

/** The same table from the rules' side: what is seen and by whom it is answered, with the rules behind it in their order. */
function tableOfSymptoms(): readonly (readonly string[])[] {
  const noticed = Object.entries(SYMPTOMS).flatMap(([rule, symptoms]) =>
    symptoms.flatMap(({ sees, from, when }) => (from === undefined ? [] : [{ rule, sees, from, when }])),
  );
  return [...Map.groupBy(noticed, ({ sees, from }) => `${sees} ${from}`).values()].map((rows) => [
    rows[0]?.sees ?? '',
    rows[0]?.from ?? '',
    rows.map(({ rule, when }) => (when === undefined ? rule : `${rule} ${when}`)).join('; '),
  ]);
}

describe('symptoms', () => {
  test('are the table of docs/rules.md', () => {
    expect(tableOf(PAGE)).toEqual(tableOfSymptoms());
  });

  test('are known of every rule', () => {
    const told = Object.entries(SYMPTOMS).filter(([, symptoms]) => symptoms.length > 0);

    expect(told.map(([rule]) => rule)).toEqual(Object.keys(RULES));
  });
});
