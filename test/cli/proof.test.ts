/** Guards against: the real internet asked about simulated names, records moved without the proof that their owner wants, proofs that nobody is told of. */
import { lookAtAws } from '../support/look-at-aws.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { DEMO_ESTATE_IN_A_HURRY, environmentFor } from './demo-estate.ts';
import { runCli } from './run-cli.ts';

const DOMAIN = 'api.example.com';
const APPLY = ['apply', '--yes', '--wait', '--region', 'eu-west-1', '--domain', DOMAIN];

const aws = useSimulatedAws(DEMO_ESTATE_IN_A_HURRY);
const seen = lookAtAws(aws);

/** A simulated AWS, and no network in which its names mean anything. */
function withoutNetwork(): Record<string, string> {
  const { PROBE_NETWORK: _, ...environment } = environmentFor(aws);
  return environment;
}

test('apply proves an edge before it moves the records, and again through DNS', async () => {
  const { exitCode, stdout } = await runCli([...APPLY, '--json'], environmentFor(aws));

  const [edge] = JSON.parse(stdout).edges;
  expect(exitCode).toBe(0);
  expect(edge.proof).toMatchObject({
    kind: 'present',
    value: { through: 'dns', passes: 2, distributionId: edge.distributionId },
  });
  expect(edge.proof.value.results.map(({ verdict }: { verdict: string }) => verdict)).not.toContain('fail');
  expect(await seen.records(DOMAIN)).toContainEqual(expect.stringMatching(/\.cloudfront\.net$/));
});

test('refuses to move records without a network to try the edge in, and asks the real one nothing', async () => {
  const { exitCode, stdout } = await runCli(APPLY, withoutNetwork());

  expect(exitCode).toBe(1);
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    'AWS_ENDPOINT_URL leads to a simulated AWS, whose names no DNS server knows',
  );
  expect(await seen.records(DOMAIN)).not.toContainEqual(expect.stringMatching(/\.cloudfront\.net$/));
});

test.each(['if-possible', 'skip'])('with --proof %s records move without such a network', async (policy) => {
  const { exitCode } = await runCli([...APPLY, '--proof', policy], withoutNetwork());

  expect(exitCode).toBe(0);
  expect(await seen.records(DOMAIN)).toContainEqual(expect.stringMatching(/\.cloudfront\.net$/));
});

test('explain says what would be tried, and tries nothing', async () => {
  const { stdout } = await runCli(['explain', DOMAIN, '--region', 'eu-west-1'], withoutNetwork());

  const text = stdout.replace(/\s+/g, ' ');
  expect(text).toContain('proof before the records move, and through DNS once callers have followed (require)');
  expect(text).toContain('authorization, headers, preflight → EDGE-08');
});

test('refuses a network that is not a simulator on this machine', async () => {
  const { exitCode, stderr } = await runCli(APPLY, { ...environmentFor(aws), PROBE_NETWORK: 'http://10.0.0.1:4566' });

  expect(exitCode).toBe(1);
  expect(stderr).toContain('PROBE_NETWORK: is not the endpoint of a simulator on this machine');
  expect(aws.simulator.requests()).toEqual([]);
});
