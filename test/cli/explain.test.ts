import { RULES } from '../../functions/reconciler/model/rules.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import {
  BOTH_REGIONS,
  DEMO_ESTATE_IN_A_HURRY,
  environmentFor,
  FRONTABLE_OPTIONS,
  UNPROVEN,
  writesTo,
} from './demo-estate.ts';
import { runCli } from './run-cli.ts';

describe('secure-api-edge explain', () => {
  const aws = useSimulatedAws(DEMO_ESTATE_IN_A_HURRY);

  function explain(...args: readonly string[]) {
    return runCli(['explain', ...args, ...BOTH_REGIONS], environmentFor(aws));
  }

  test('gives symptom, cause and fix of what is wrong, writes nothing and exits with 2', async () => {
    const { exitCode, stdout } = await explain('legacy.example.com');

    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^EDGE-01 {2}drift /m);
    expect(stdout).toContain('callers see   200 on http://, in plain text (CloudFront)');
    expect(stdout).toContain('ViewerCertificate.MinimumProtocolVersion: found TLSv1, wanted TLSv1.2_2021');
    expect(stdout).toContain('MinimumProtocolVersion  TLSv1 → TLSv1.2_2021  [EDGE-03]');
    expect(stdout).toContain('callers see   403 for POST, PUT, PATCH, DELETE only (CloudFront)');
    expect(stdout).toContain('npx secure-api-edge apply --domain legacy.example.com');
    expect(writesTo(aws)).toEqual([]);
  });

  test('narrows symptoms to how the API authorizes', async () => {
    const { stdout } = await explain('legacy.example.com');

    expect(stdout).toContain('401 {"message":"Unauthorized"} (API Gateway), with a JWT or Lambda authorizer');
    expect(stdout).not.toContain('with IAM authorization');
    expect(stdout).not.toContain('a WebSocket that does not open');
  });

  test('knows the rules that --rule reports only or switches off', async () => {
    const { exitCode, stdout } = await explain(
      'legacy.example.com',
      '--rule',
      'EDGE-01=report',
      '--rule',
      'EDGE-03=off',
    );

    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^EDGE-01 {2}drift /m);
    expect(stdout).toContain(
      'by hand       --rule has this rule reported only; change it by hand, or have it enforced',
    );
    expect(stdout).toContain('not evaluated  EDGE-03: switched off by --rule');
    expect(stdout).not.toContain('[EDGE-01]');
    expect(stdout.replace(/\s+/g, ' ')).toContain('--rule EDGE-01=report --rule EDGE-03=off --wait');
  });

  test('says why the API needs each header', async () => {
    const { stdout } = await explain('api.example.com');
    const { stdout: json } = await explain('api.example.com', '--json');

    expect(stdout).toMatch(/^headers that the API needs$/m);
    expect(stdout).toMatch(/^ {2}Authorization {2,}JWT authorizer of HTTP API \w+$/m);
    expect(JSON.parse(json).headers).toMatchObject({
      kind: 'listed',
      headers: expect.arrayContaining([
        { name: 'Authorization', because: [expect.stringMatching(/^JWT authorizer of HTTP API \w+$/)] },
      ]),
    });
  });

  test('with --json gives every rule an entry, and one without a word says why', async () => {
    const { exitCode, stdout } = await explain('api.example.com', '--json');

    const document = JSON.parse(stdout);
    expect(exitCode).toBe(2);
    expect(document).toMatchObject({ command: 'explain', exitCode: 2, domainName: 'api.example.com', notChecked: [] });
    expect(document.rules.map(({ rule }: { rule: string }) => rule)).toEqual(Object.keys(RULES));
    for (const { word, why } of document.rules) expect(typeof why === 'string').toBe(word === 'not-evaluated');
    expect(document.rules.find(({ rule }: { rule: string }) => rule === 'EDGE-14')).toMatchObject({
      word: 'drift',
      callersSee: [{ sees: 'connection refused on http://', from: 'API Gateway' }, {}],
      fix: { kind: 'this-tool' },
    });
  });

  test('of an edge in sync tells only what this tool reports and never corrects, and exits with 0', async () => {
    await runCli(['apply', '--yes', '--wait', ...UNPROVEN, ...FRONTABLE_OPTIONS], environmentFor(aws));

    const { exitCode, stdout } = await explain('api.example.com');

    expect(exitCode).toBe(0);
    expect(stdout).toContain('api.example.com  in sync');
    expect(stdout).toContain('by hand       default endpoint of API');
    expect(stdout).not.toContain('to apply these fixes');
    expect(stdout).toContain('explain: of 17 rules 1 drift, 16 pass');
  });

  test('fails for a name that is no API domain, and says so', async () => {
    const { exitCode, stdout } = await explain('www.example.com');

    expect(exitCode).toBe(1);
    expect(stdout).toContain('www.example.com is not an API Gateway custom domain in eu-west-1, us-east-1');
    expect(stdout).toContain('EDGE-17  refused');
  });

  test('fails when something cannot be read, and tells no symptom of it', async () => {
    aws.simulator.faults.add({
      kind: 'error',
      operation: 'ListDistributions',
      code: 'AccessDenied',
      status: 403,
      message: 'not allowed',
      times: 'always',
    });

    const { exitCode, stdout } = await explain('legacy.example.com');

    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^EDGE-04 {2}not checked/m);
    expect(stdout).toContain('callers see   not known, because it could not be judged');
    expect(stdout).toMatch(/explain: of 17 rules .*1 not checked/);
  });

  test.each([
    [[], 'DOMAIN: is missing; write it behind the command, for example api.example.com'],
    [['a.example.com', 'b.example.com'], 'arguments: only one DOMAIN is expected, got "b.example.com"'],
    [['https://api.example.com'], 'DOMAIN: is not a domain name, got "https://api.example.com"'],
  ])('refuses %j', async (args, message) => {
    const { exitCode, stderr } = await explain(...args);

    expect(exitCode).toBe(1);
    expect(stderr).toContain(message);
  });
});
