/** Guards against: an event of `events/` that `npm run invoke` cannot run against `npx secure-api-edge simulate`. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { startCli } from '../../cli/run-cli.ts';

let simulator: ReturnType<typeof startCli>;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  simulator = startCli(['simulate', '--json', '--speed', '6000']);
  simulator.stderr.resume();
  const [line] = await once(createInterface(simulator.stdout), 'line');
  environment = JSON.parse(line).env;
});
afterAll(() => simulator.kill());

async function invoke(args: readonly string[], variables = environment) {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, ['infra/build/invoke.ts', ...args], {
    // In a second that is a hundred simulated minutes, callers need no time to leave.
    env: { PATH: process.env.PATH, DRAIN_SECONDS: '0', POLL_SECONDS: '1', ...variables },
  });
  const [[exitCode], stdout, stderr] = await Promise.all([
    once(child, 'close'),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { exitCode, stdout, stderr };
}

test.each(readdirSync('events'))(
  'events/%s runs',
  async (file) => {
    const { exitCode, stderr } = await invoke([`events/${file}`]);

    expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' });
  },
  120_000,
);

test('a sweep ends with what it came to, and says which execution it was', async () => {
  const { stdout, stderr } = await invoke(['SweepStateMachine', 'events/sweep.json']);

  expect(JSON.parse(stdout)).toMatchObject({ report: { isComplete: true, summary: { accounts: 1, edges: 8 } } });
  expect(stderr).toMatch(/^execution arn:aws:states:eu-west-1:111111111111:execution:SweepStateMachine:invoke-/);
});

test('a change starts a sweep', async () => {
  const { stdout } = await invoke(['NoticeFunction', 'events/change.json']);

  expect(['"started"\n', '"collected"\n']).toContain(stdout);
});

test.each([
  [['SweepFunction', 'events/sweep.json'], 'run: npm run --silent invoke -- SweepStateMachine events/sweep.json'],
  [
    ['SweepStateMachine', 'events/sweep.json', '--parameter', 'Mode=remediate'],
    '--parameter Mode: SweepStateMachine has the settings that it was deployed with; leave it out',
  ],
])('refuses %j, and says what to do', async (args, message) => {
  const { exitCode, stderr } = await invoke(args);

  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
});

test.each(['events/change.json', 'events/sweep.json'])('refuses %s where nothing is deployed', async (event) => {
  const { REPORT_BUCKET: _, SWEEP_STATE_MACHINE_ARN: __, ...variables } = environment;

  const { exitCode, stderr } = await invoke([event], variables);

  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^[A-Z_]+: is not set, .* run "npx secure-api-edge simulate" and set all that it prints\n$/);
});
