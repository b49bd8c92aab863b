import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parseFleetReport } from '../../functions/report/parse-fleet-report.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { BOTH_REGIONS, DEMO_ESTATE_IN_A_HURRY, environmentFor } from './demo-estate.ts';
import { runCli } from './run-cli.ts';

const validate = new Ajv2020({ formats: { 'date-time': true } }).compile(
  JSON.parse(readFileSync('docs/report.schema.json', 'utf8')),
);

const NOTHING_ASKED = { AWS_REGION: 'eu-west-1' };

describe('secure-api-edge drift --report', () => {
  const aws = useSimulatedAws(DEMO_ESTATE_IN_A_HURRY);
  const folder = mkdtempSync(join(tmpdir(), 'report-file-'));
  const file = (name: string) => join(folder, name);
  afterEach(() => {
    for (const name of readdirSync(folder)) rmSync(file(name));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('writes what was found for programs, beside what it prints', async () => {
    const { exitCode, stdout, stderr } = await runCli(
      ['drift', ...BOTH_REGIONS, '--report', file('now.json'), '--json'],
      environmentFor(aws),
    );

    const written = readFileSync(file('now.json'), 'utf8');
    const report = parseFleetReport(written);
    const printed = JSON.parse(stdout);
    expect(validate(JSON.parse(written))).toBe(true);
    expect(printed.exitCode).toBe(exitCode);
    expect(report.accounts[0]!.edges.map(({ domain }) => domain)).toEqual(
      printed.edges.map(({ domainName }: { domainName: string }) => domainName),
    );
    expect(report.run).toMatchObject({ mode: 'detect', trigger: 'person' });
    expect(stderr).toContain('now.json');
  });

  test('writes a page that knows since when, from an earlier report', async () => {
    const environment = environmentFor(aws);
    await runCli(['drift', ...BOTH_REGIONS, '--report', file('before.json')], environment);

    const { exitCode } = await runCli(
      ['drift', ...BOTH_REGIONS, '--report', file('now.HTML'), '--earlier', file('before.json')],
      environment,
    );

    const before = parseFleetReport(readFileSync(file('before.json'), 'utf8'));
    const page = readFileSync(file('now.HTML'), 'utf8');
    expect(exitCode).toBe(2);
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('edges not in sync in 2 runs');
    expect(page).toContain(`<dt>First seen</dt><dd><time datetime="${before.run.finishedAt}">`);
  });

  test.each<[string, readonly string[], string]>([
    ['a name that says no form', ['--report', 'report.pdf'], '--report: is neither .html nor .json, got "report.pdf"'],
    ['a folder that is not there', ['--report', join('nowhere', 'r.html')], '--report: cannot be written, got'],
    ['earlier reports without one', ['--earlier', 'x.json'], '--earlier: needs --report'],
    [
      'an earlier report that is not there',
      ['--report', 'r.html', '--earlier', 'nowhere.json'],
      '--earlier: could not be read (ENOENT), got "nowhere.json"',
    ],
  ])('refuses %s before it asks AWS anything', async (_, options, message) => {
    const asked = aws.simulator.requests().length;

    const { exitCode, stderr } = await runCli(['drift', ...options], { ...environmentFor(aws), ...NOTHING_ASKED });

    expect(exitCode).toBe(1);
    expect(stderr).toContain(message);
    expect(aws.simulator.requests()).toHaveLength(asked);
  });

  test('refuses an earlier report that is none', async () => {
    writeFileSync(file('other.json'), '{"version": 3}');

    const options = ['--report', file('r.html'), '--earlier', file('other.json')];
    const { exitCode, stderr } = await runCli(['drift', ...options], NOTHING_ASKED);

    expect(exitCode).toBe(1);
    expect(stderr).toContain('other.json.version: is not known, got 3');
  });
});
