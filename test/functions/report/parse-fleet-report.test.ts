import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FleetReport } from '../../../functions/report/fleet-report.ts';
import { parseFleetReport } from '../../../functions/report/parse-fleet-report.ts';
import { reportSchema } from '../../../functions/report/report-schema.ts';
import { toFleetReport } from '../../../functions/report/summarize.ts';
import { accountReport, edgeWith, fleetReport, RUN, reportOf } from './sample-report.ts';

const PUBLISHED = JSON.parse(readFileSync('docs/report.schema.json', 'utf8'));
const validate = new Ajv2020({ formats: { 'date-time': true } }).compile(PUBLISHED);

const UNREAD = accountReport({ notChecked: [{ what: 'the account', why: 'STS AssumeRole: AccessDenied: no' }] });

const REPORTS: readonly (readonly [string, FleetReport])[] = [
  ['every kind of edge', fleetReport({ edges: 60, accounts: 3, openPerThousand: 600 })],
  ['no edges', reportOf([])],
  ['an account that could not be entered, and a refusal', toFleetReport(RUN, [UNREAD], 'too much would change')],
];

describe('docs/report.schema.json', () => {
  test('is what the parser asks for', () => {
    expect(PUBLISHED).toEqual(JSON.parse(JSON.stringify(reportSchema())));
  });

  test.each(REPORTS)('accepts a report with %s', (_, report) => {
    expect(validate(JSON.parse(JSON.stringify(report)))).toBe(true);
  });

  test('refuses a report without its results', () => {
    const { summary: _, ...rest } = reportOf([]);

    expect(validate(rest)).toBe(false);
  });
});

describe('a kept report', () => {
  test.each(REPORTS)('with %s is read back as it was', (_, report) => {
    expect(parseFleetReport(JSON.stringify(report))).toEqual(report);
  });

  test('may have what was added later', () => {
    const report = { ...reportOf([edgeWith('drift')]), weather: 'fine' };

    expect(parseFleetReport(JSON.stringify(report))).not.toHaveProperty('weather');
  });

  test.each<[string, string, string]>([
    ['of another version', '{"version": 2}', 'report.version: is not known, got 2; this version of the tool reads 1'],
    ['that is no JSON', 'hello', 'report: is not JSON, got "hello"'],
  ])('refuses one %s', (_, text, message) => {
    expect(() => parseFleetReport(text)).toThrow(message);
  });

  test('refuses wrong parts by their paths', () => {
    const wrong = { ...reportOf([edgeWith('drift', { passed: -1 })]), accounts: 'none' };

    expect(() => parseFleetReport(JSON.stringify(wrong), 'earlier.json')).toThrow(/^earlier\.json\.accounts: /);
  });
});
