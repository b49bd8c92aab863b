/** Guards against: a bundle that cannot be loaded or that works differently from its sources, events that `npm run invoke` cannot run. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEstate } from '../../../simulator/estates/load-estate.ts';
import { readEstate } from '../../../simulator/estates/read-estate.ts';
import { type SampleName, sampleEvent } from '../../functions/custom-resource/sample-event.ts';
import { type Answer, useCloudFormationReceiver } from '../../support/cloudformation-receiver.ts';
import { ACCOUNT } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

/** The bundle reads the real time, so the simulator begins today; ten simulated minutes pass every second. */
const aws = useSimulatedAws({
  speed: 600,
  startAt: new Date(),
  estate: (simulator) => loadEstate(simulator, readEstate('demo')),
});
const receiver = useCloudFormationReceiver();
const seen = lookAtAws(aws);

/** A checkout of its own, because the build writes to `dist/` and other tests run at the same time. */
let checkout: string;
beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'secure-api-edge-'));
  for (const name of ['functions', 'infra', 'node_modules', 'package.json', 'template.yaml', 'tsconfig.json']) {
    symlinkSync(join(process.cwd(), name), join(checkout, name));
  }
});
afterAll(() => rmSync(checkout, { recursive: true }));

interface Invoked {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm run --silent invoke -- CustomResourceFunction -`, the event on standard input. */
function invoke(event: unknown): Promise<Invoked> {
  const { PATH, HOME } = process.env;
  const env = {
    PATH,
    HOME,
    ...aws.simulator.env(ACCOUNT, 'eu-west-1'),
    REGIONS: 'eu-west-1,us-east-1',
    POLL_SECONDS: '1',
    DRAIN_SECONDS: '0',
  };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(checkout, 'infra/build/invoke.ts'), 'CustomResourceFunction', '-'],
      { cwd: checkout, env },
      (_error, stdout, stderr) => resolve({ status: child.exitCode ?? -1, stdout, stderr }),
    );
    child.stdin!.end(JSON.stringify(event));
  });
}

/** A host that is not CloudFormation's: nothing is sent there, and the answer is printed. */
function answeredNowhere(name: SampleName) {
  const { pathname, search } = new URL(sampleEvent(name).ResponseURL);
  return sampleEvent(name, { ResponseURL: `https://answers.example.com${pathname}${search}` });
}

function printed({ stderr }: Invoked): Answer {
  return JSON.parse(stderr.split('\n').find((line) => line.startsWith('{"Status"'))!);
}

test('runs every event on the demo estate, one after the other, proves what it makes, and prints the answers', async () => {
  const names = ['create', 'update-policy', 'update-domain', 'delete', 'delete-after-failed-create'] as const;
  const invoked: Invoked[] = [];
  const served: string[][] = [];

  for (const name of names) {
    invoked.push(await invoke(answeredNowhere(name)));
    served.push(
      (await seen.distributions()).flatMap(({ aliases }) => aliases).filter((alias) => /api|orders/.test(alias)),
    );
  }

  expect(invoked.map(({ status, stdout }) => ({ status, stdout }))).toEqual(
    names.map(() => ({ status: 0, stdout: '' })),
  );
  expect(invoked.map((one) => printed(one).Status)).toEqual(names.map(() => 'SUCCESS'));
  expect(served.map((aliases) => aliases.sort())).toEqual([
    ['api.example.com'],
    ['api.example.com'],
    ['api.example.com', 'orders.example.com'],
    ['orders.example.com'],
    [],
  ]);
  for (const { stderr } of invoked) expect(stderr).not.toContain('X-Amz-');
  const [created] = invoked;
  expect(created!.stderr.match(/"proof":"passed"/g)).toHaveLength(2);
}, 120_000);

test('delivers the answer of the bundle where somebody receives it, and prints none', async () => {
  const path = '/answer?X-Amz-Signature=0123456789abcdef0123456789abcdef';
  const event = sampleEvent('create', {
    ResponseURL: `${receiver.endpoint}${path}`,
    ResourceProperties: { DomainName: 'x' },
  });

  const { status, stderr } = await invoke(event);

  expect(status).toBe(0);
  expect(receiver.acceptedAt(path)).toMatchObject([
    { Status: 'FAILED', Reason: expect.stringContaining('ResourceProperties.DomainName: is not a domain name') },
  ]);
  expect(stderr).not.toContain('{"Status"');
  expect(stderr).not.toContain('0123456789abcdef');
});
