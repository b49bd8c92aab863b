/**
 * Guards against: a plan that is applied although its edge changed since it was approved, one edge that keeps the others from being applied, domains that
 * are changed although nobody approved that, a plan that cannot be applied to its end after a crash.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFrontClient,
  type DistributionConfig,
  GetDistributionConfigCommand,
  ListDistributionsCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { runCommandLine } from '../../cli/run-command-line.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { BOTH_REGIONS, DEMO_ESTATE_IN_A_HURRY, environmentFor, writesTo } from './demo-estate.ts';
import { recordTerminal } from './recorded-terminal.ts';

const TWO_EDGES = [...BOTH_REGIONS, '--domain', 'api.example.com', '--domain', 'chat.example.com'];

const aws = useSimulatedAws(DEMO_ESTATE_IN_A_HURRY);
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-file-'));
  file = join(folder, 'out.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** In this process, with nobody to answer: whatever asks is refused. */
async function runIn(environment: Readonly<Record<string, string>>, args: readonly string[]) {
  const outside = process.env;
  process.env = { ...outside, ...environment };
  const terminal = { ...recordTerminal({ answer: '', environment }), person: 'absent' } as const;
  try {
    const exitCode = await runCommandLine(args, terminal);
    return { exitCode, printed: terminal.printed().replace(/\s+/g, ' ') };
  } finally {
    process.env = outside;
  }
}

const run = (...args: readonly string[]) => runIn(environmentFor(aws), args);
const takePlan = (...options: readonly string[]) => run('drift', '--plan', file, ...options);
const applyPlan = (...options: readonly string[]) => run('apply', '--plan', file, '--wait', ...options);
/** What every edge is found to be now: `api.example.com in sync`. */
async function standings(): Promise<readonly string[]> {
  const { printed } = await run('plan', ...TWO_EDGES);
  return printed.match(/[a-z]+\.example\.com (in sync|\d+ steps?|refused|new edge)/g) ?? [];
}

async function edit(name: string, change: (config: DistributionConfig) => void): Promise<void> {
  const cloudFront = aws.client(CloudFrontClient);
  const { DistributionList } = await cloudFront.send(new ListDistributionsCommand({ MaxItems: 100 }));
  const Id = DistributionList?.Items?.find(({ Aliases }) => Aliases?.Items?.includes(name))?.Id;
  const { DistributionConfig, ETag } = await cloudFront.send(new GetDistributionConfigCommand({ Id }));
  change(DistributionConfig!);
  await cloudFront.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig }));
}

const allowPlainText = (config: DistributionConfig) => {
  config.DefaultCacheBehavior!.ViewerProtocolPolicy = 'allow-all';
};
const comment = (config: DistributionConfig) => {
  config.Comment = 'changed by somebody';
};

describe('drift --plan', () => {
  test('writes every plan with what it was made from, for its owner only, and changes nothing', async () => {
    const { exitCode, printed } = await takePlan(...TWO_EDGES, '--rule', 'EDGE-13=off');

    const document = JSON.parse(readFileSync(file, 'utf8'));
    expect(exitCode).toBe(2);
    expect(printed).toContain('EDGE-04 drift');
    expect(printed).toContain(`plan written to ${file}: 5 steps to 2 edges`);
    expect(document).toMatchObject({
      format: 'secure-api-edge plan',
      version: 1,
      accountId: '111111111111',
      regions: ['eu-west-1', 'us-east-1'],
      settings: { managedElsewhere: 'report', newEdges: 'create', rules: { 'EDGE-13': 'off' }, proof: 'require' },
      notChecked: [],
    });
    expect(document.edges[0]).toMatchObject({ domainName: 'api.example.com', outcome: 'drift', refusals: [] });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(writesTo(aws)).toEqual([]);
  });

  test('replaces an earlier plan', async () => {
    await takePlan(...TWO_EDGES);
    await takePlan(...BOTH_REGIONS, '--domain', 'chat.example.com');

    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ named: ['chat.example.com'] });
  });

  test('refuses to replace a file that is no plan, before it asks AWS anything', async () => {
    writeFileSync(file, 'precious');

    const { exitCode, printed } = await takePlan(...TWO_EDGES);

    expect(exitCode).toBe(1);
    expect(printed).toContain('is there already and is not a plan file; name another file, or remove it');
    expect(readFileSync(file, 'utf8')).toBe('precious');
    expect(aws.simulator.requests()).toEqual([]);
  });

  test('refuses a folder that is not there, and to correct what is to be approved', async () => {
    const nowhere = await run('drift', '--plan', join(folder, 'no', 'out.json'), ...BOTH_REGIONS);
    const both = await takePlan('--remediate', ...BOTH_REGIONS);

    expect([nowhere.exitCode, both.exitCode]).toEqual([1, 1]);
    expect(nowhere.printed).toContain('cannot be written, got ENOENT');
    expect(both.printed).toContain('--plan: is for a person to approve, and --remediate asks nobody');
  });
});

describe('apply --plan', () => {
  test('brings every approved edge in sync without asking; once more it writes nothing', async () => {
    await takePlan(...TWO_EDGES);

    const first = await applyPlan();
    const written = writesTo(aws).length;
    const second = await applyPlan();

    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.printed).toMatch(/applied: \d+ steps; 2 in sync$/);
    expect(second).toMatchObject({ exitCode: 0 });
    expect(second.printed).toContain('applied: 0 steps; 2 in sync');
    expect(writesTo(aws)).toHaveLength(written);
  });

  test('refuses the edge that somebody changed since, says how, and applies the others', async () => {
    await run('apply', '--yes', '--wait', ...TWO_EDGES);
    await edit('api.example.com', allowPlainText);
    await edit('chat.example.com', allowPlainText);
    await takePlan(...TWO_EDGES);
    await edit('api.example.com', comment);

    const { exitCode, printed } = await applyPlan();

    expect(exitCode).toBe(2);
    expect(printed).toMatch(
      /api.example.com refused guard: changed since it was approved: update distribution (\w+) is not as it was approved: ETag \w+ was approved and is \w+ now;/,
    );
    expect(await standings()).toEqual(['api.example.com 1 step', 'chat.example.com in sync']);
  });

  test('refuses drift of an edge that was in sync when the plan was approved', async () => {
    await run('apply', '--yes', '--wait', ...TWO_EDGES);
    await takePlan(...TWO_EDGES);
    const written = writesTo(aws).length;
    await edit('api.example.com', allowPlainText);

    const { exitCode, printed } = await applyPlan();

    expect(exitCode).toBe(2);
    expect(printed).toMatch(/update distribution \w+ was not approved/);
    expect(writesTo(aws)).toHaveLength(written + 1);
  });

  test('is content when somebody else has done all of it meanwhile', async () => {
    await takePlan(...TWO_EDGES);
    await run('apply', '--yes', '--wait', ...TWO_EDGES);
    const written = writesTo(aws).length;

    const { exitCode, printed } = await applyPlan();

    expect(exitCode).toBe(0);
    expect(printed).toContain('applied: 0 steps; 2 in sync');
    expect(writesTo(aws)).toHaveLength(written);
  });

  test('leaves a domain alone that the plan does not speak of', async () => {
    await takePlan(...BOTH_REGIONS, '--domain', 'chat.example.com');

    const { exitCode } = await applyPlan();

    expect(exitCode).toBe(0);
    expect(writesTo(aws).filter((operation) => operation === 'CreateDistributionWithTags')).toHaveLength(1);
    expect(await standings()).toContain('chat.example.com in sync');
    expect(await standings()).toContain('api.example.com new edge');
  });

  test('goes on with the same file after it broke off half-way', async () => {
    await takePlan(...TWO_EDGES);
    aws.simulator.faults.add({
      kind: 'error',
      operation: 'ChangeResourceRecordSets',
      code: 'AccessDenied',
      status: 403,
      message: 'no',
      times: 'always',
    });
    const first = await applyPlan();
    aws.simulator.faults.clear();

    const second = await applyPlan();

    expect(first.exitCode).toBe(1);
    expect(writesTo(aws)).toContain('CreateDistributionWithTags');
    expect(second).toMatchObject({ exitCode: 0 });
    expect(second.printed).toMatch(/applied: \d+ steps; 2 in sync$/);
  });

  test('refuses options that say what to look at, before it asks AWS anything', async () => {
    await takePlan(...BOTH_REGIONS);
    const asked = aws.simulator.requests().length;

    const { exitCode, printed } = await applyPlan('--domain', 'api.example.com', '--rule', 'EDGE-13=off');

    expect(exitCode).toBe(1);
    expect(printed).toContain('--domain: is not taken together with --plan');
    expect(printed).toContain('--rule: is not taken together with --plan');
    expect(aws.simulator.requests()).toHaveLength(asked);
  });

  test('refuses credentials of another account than the plan was made for', async () => {
    await takePlan(...BOTH_REGIONS);
    const others = { ...environmentFor(aws), ...aws.simulator.env('222222222222', 'eu-west-1') };

    const { exitCode, printed } = await runIn(others, ['apply', '--plan', file]);

    expect(exitCode).toBe(1);
    expect(printed).toContain('was made for account 111111111111, and the credentials belong to account 222222222222');
    expect(writesTo(aws)).toEqual([]);
  });

  test('refuses a file that is not there', async () => {
    const { exitCode, printed } = await applyPlan();

    expect(exitCode).toBe(1);
    expect(printed).toContain('cannot be read, got ENOENT');
  });
});

describe('apply --plan while AWS takes its time', () => {
  const slow = useSimulatedAws({ ...DEMO_ESTATE_IN_A_HURRY, speed: 0 });

  test('ends without --wait when only AWS is working, and goes on once it is done', async () => {
    const environment = environmentFor(slow);
    const only = [...BOTH_REGIONS, '--domain', 'chat.example.com'];
    await runIn(environment, ['drift', '--plan', file, ...only]);

    const first = await runIn(environment, ['apply', '--plan', file]);
    slow.simulator.clock.advance(3600);
    const second = await runIn(environment, ['apply', '--plan', file]);

    expect(first.exitCode).toBe(2);
    expect(first.printed).toContain('chat.example.com waiting');
    expect(writesTo(slow)).toContain('ChangeResourceRecordSets');
    expect(second.printed).toContain('applied update alias records of chat.example.com');
  });
});
