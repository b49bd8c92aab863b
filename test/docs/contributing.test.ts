import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from './documents.ts';

const LAWS = 'test/properties';
const { text } = readDocument('CONTRIBUTING.md');
const rows = new Map(
  [...text.matchAll(/^\| `([a-z-]+)` \| .* \| (\d+)[^|]*\|$/gm)].map(([, law, cases]) => [law, Number(cases)]),
);
const files = readdirSync(LAWS).filter((name) => name.endsWith('.test.ts'));

test.each(files)('the table of laws says how many cases %s runs', (file) => {
  const source = readFileSync(join(LAWS, file), 'utf8');

  const [, given, divisor = '1'] = /PROPERTY_RUNS \?\? (\d+)\)(?: \/ (\d+))?/.exec(source) ?? [];

  expect(rows.get(file.replace('.test.ts', ''))).toBe(Number(given) / Number(divisor));
});
