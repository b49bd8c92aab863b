import { useSimulatedAws } from '../support/simulated-aws.ts';
import { BOTH_REGIONS, DEMO_ESTATE_IN_A_HURRY, environmentFor, FRONTABLE, writesTo } from './demo-estate.ts';
import { runCli } from './run-cli.ts';

describe('secure-api-edge plan', () => {
  const aws = useSimulatedAws(DEMO_ESTATE_IN_A_HURRY);

  test('shows every step with its settings and rules, writes nothing and exits with 2', async () => {
    const { exitCode, stdout } = await runCli(['plan', ...BOTH_REGIONS], environmentFor(aws));

    expect(exitCode).toBe(2);
    expect(stdout).toContain('api.example.com  new edge, 3 steps');
    expect(stdout).toContain('OriginProtocolPolicy  match-viewer → https-only  [EDGE-05]');
    expect(stdout).toContain('plan: 11 steps to 4 edges; 4 refused');
    expect(writesTo(aws)).toEqual([]);
  });

  test('with --json standard output is one document', async () => {
    const { exitCode, stdout, stderr } = await runCli(['plan', '--json', ...BOTH_REGIONS], environmentFor(aws));

    const document = JSON.parse(stdout);
    const planned = document.edges.filter((edge: { steps: unknown[] }) => edge.steps.length > 0);
    expect(exitCode).toBe(2);
    expect(document).toMatchObject({ command: 'plan', exitCode: 2, accountId: '111111111111', notChecked: [] });
    expect(planned.map((edge: { domainName: string }) => edge.domainName)).toEqual(FRONTABLE);
    expect(stderr.split('\n')).toEqual([
      'reading account 111111111111, Regions eu-west-1, us-east-1',
      expect.stringMatching(
        /^reading account 111111111111, Regions eu-west-1, us-east-1: \d+ AWS requests, 8 of 8 edges, \d+ findings$/,
      ),
      '',
    ]);
  });

  test('with --verbose says why the API needs each header', async () => {
    const { stdout } = await runCli(['plan', '--verbose', ...BOTH_REGIONS], environmentFor(aws));

    expect(stdout).toMatch(/^headers that the API behind api.example.com needs$/m);
    expect(stdout).toMatch(/^ {2}Authorization {2,}JWT authorizer of HTTP API \w+$/m);
  });

  test('fails when a domain that was named is refused', async () => {
    const { exitCode, stdout } = await runCli(
      ['plan', ...BOTH_REGIONS, '--domain', 'old.example.com'],
      environmentFor(aws),
    );

    expect(exitCode).toBe(1);
    expect(stdout).toContain('old.example.com  refused');
    expect(stdout).toContain('has an EDGE endpoint');
  });

  test('fails and names the part of the account that cannot be read, without what AWS hid in its sentence', async () => {
    const message = '\u001b[2Jnothing to see\u202e here';
    aws.simulator.faults.add({
      kind: 'error',
      operation: 'GetDomainNames',
      region: 'eu-west-1',
      code: 'ForbiddenException',
      status: 403,
      message,
      times: 'always',
    });

    const { exitCode, stdout } = await runCli(['plan', ...BOTH_REGIONS], environmentFor(aws));

    expect(exitCode).toBe(1);
    expect(stdout).toContain('could not be read\n  API Gateway custom domains in eu-west-1: ');
    expect(stdout).toContain('It is not known to be in order.');
    expect(stdout).toContain('\\u{1b}[2Jnothing to see\\u{202e} here');
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toContain('\u202e');
  });

  test('fails without a Region', async () => {
    const { AWS_REGION: _, AWS_DEFAULT_REGION: __, ...environment } = environmentFor(aws);

    const { exitCode, stderr } = await runCli(['plan'], environment);

    expect(exitCode).toBe(1);
    expect(stderr).toContain('--region: is missing, and neither AWS_REGION nor AWS_DEFAULT_REGION is set');
  });
});
