/**
 * Guards against: a change that breaks an edge and goes on to the next account, and one edge that cannot pass its proof and keeps all others from being
 * corrected for good.
 */
import { type Observed, present } from '../../../functions/reconciler/model/observed.ts';
import {
  type CheckId,
  PASSES_NEEDED,
  type Proof,
  type ProofSubject,
} from '../../../functions/reconciler/model/proof.ts';
import type { Prover } from '../../../functions/reconciler/prove/prover.ts';
import type { AccountEstate } from '../../../simulator/estates/estate.ts';
import { useServedAws } from '../../support/data-plane.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { simulatedProver } from '../../support/simulated-prover.ts';
import { useSweep } from '../../support/simulated-sweep.ts';
import { DRIFTED, MEMBERS, seedAccounts, sweptAccount } from '../../support/swept-accounts.ts';

const [FIRST, , CANARY] = MEMBERS;
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
/** The way to the API is not judged by its settings: only requests tell that it does not work. */
const GIVEN = {
  SWEPT_ACCOUNTS: MEMBERS.join(','),
  CANARY_ACCOUNTS: CANARY,
  RULES: 'EDGE-07=off,EDGE-08=off',
};

const aws = useServedAws();
/** Checks that fail, for proofs that are made up; undefined: real requests are made. */
let failing: ((subject: ProofSubject) => readonly CheckId[]) | undefined;
const asked: string[] = [];
const sweep = useSweep(aws, {
  prover: (clock): Prover => {
    const real = simulatedProver(aws.plane, clock);
    return {
      async prove(subject, through) {
        asked.push(subject.domainName);
        return failing === undefined ? real.prove(subject, through) : madeUp(subject, through, failing(subject));
      },
    };
  },
});
beforeEach(() => {
  asked.length = 0;
  failing = undefined;
});

function madeUp(
  { distributionId, etag }: ProofSubject,
  through: Proof['through'],
  checks: readonly CheckId[],
): Observed<Proof> {
  const failed = { at: '203.0.113.1', verdict: 'fail', expected: '200', received: '502' } as const;
  const takenAt = new Date(aws.simulator.clock.now()).toISOString();
  const results = checks.map((check) => ({ check, ...failed }));
  const passes = checks.length === 0 ? PASSES_NEEDED : 0;
  return present({ distributionId, etag, takenAt, through, addresses: [failed.at], requests: 12, passes, results });
}

/** Somebody's distribution that does not pass the viewer's Host on: API Gateway answers 403 through it. The records still lead to the API. */
function unprovable(domain: string): AccountEstate {
  const account = sweptAccount(domain, { OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER });
  const [zone] = account.hostedZones!;
  return {
    ...account,
    hostedZones: [{ ...zone!, records: [{ name: domain, type: 'A', alias: { apiDomain: domain } }] }],
  };
}

function inCanary() {
  return lookAtAws({ simulator: aws.simulator, client: (type) => aws.client(type, { account: CANARY }) });
}

function inCanaryAlone(check: CheckId): NonNullable<typeof failing> {
  return ({ domainName }) => (domainName === 'api.three.example' ? [check] : []);
}

async function seedUnprovableCanary() {
  await seedAccounts(aws, { [CANARY]: unprovable('api.three.example') });
}

test('corrections that pass their proofs go out as ever', async () => {
  await seedAccounts(aws);

  const { report, isComplete } = await sweep.run(GIVEN);

  expect(report.accounts[1]!.edges[0]).toMatchObject({ result: 'fixed', proof: { kind: 'taken', passed: true } });
  expect(asked).toEqual(['api.two.example', 'api.two.example']);
  expect(isComplete).toBe(true);
});

test('an edge of a canary that cannot pass its proof stops the waves, and the report says where and why', async () => {
  await seedUnprovableCanary();

  const { report, isComplete } = await sweep.run(GIVEN);

  expect(report.refusal).toBe(
    `wave 1: 1 proofs failed, in account ${CANARY}; what was not begun by then stays as it is, because what breaks one edge may break the next`,
  );
  const [, second, canary] = report.accounts;
  expect(canary!.edges[0]).toMatchObject({
    result: 'refused',
    text: expect.stringMatching(/answer at 203\.0\.113\.\d+: expected 200, got 403/),
    proof: { passed: false, failed: expect.arrayContaining([expect.objectContaining({ check: 'answer' })]) },
  });
  expect(second!.edges[0]).toMatchObject({ result: 'drift', applied: [] });
  expect(isComplete).toBe(false);
});

test('the same failure in the next run is told, and stops nobody', async () => {
  await seedUnprovableCanary();
  await sweep.run(GIVEN);

  const { report, isComplete } = await sweep.run(GIVEN, { runId: 'run-2' });

  expect(asked.filter((domain) => domain === 'api.three.example')).toHaveLength(2);
  expect(report.refusal).toBeUndefined();
  const [, second, canary] = report.accounts;
  expect(canary!.edges[0]).toMatchObject({ result: 'refused', text: expect.stringContaining('answer at') });
  expect(second!.edges[0]).toMatchObject({ result: 'fixed' });
  expect(isComplete).toBe(true);
});

test('a run in between that only looks does not make it news', async () => {
  await seedUnprovableCanary();
  failing = inCanaryAlone('answer');
  await sweep.run(GIVEN);
  await sweep.run({ ...GIVEN, MODE: 'detect' }, { runId: 'run-2' });

  const { report } = await sweep.run(GIVEN, { runId: 'run-3' });

  expect(report.refusal).toBeUndefined();
});

test('another check that fails is news, and so is a distribution that somebody changed', async () => {
  await seedUnprovableCanary();
  const run = async (runId: string) => (await sweep.run(GIVEN, { runId })).report.refusal?.slice(0, 24);
  failing = inCanaryAlone('answer');
  const refusals = [await run('run-1'), await run('run-2')];
  failing = inCanaryAlone('headers');
  refusals.push(await run('run-3'), await run('run-4'));
  failing = inCanaryAlone('answer');
  refusals.push(await run('run-5'));
  const [edge] = await inCanary().distributions();
  await inCanary().editByHand(edge!.id, (config) => {
    config.Comment = 'changed by hand';
  });
  aws.simulator.clock.advance(600);
  refusals.push(await run('run-6'));

  const NEWS = 'wave 1: 1 proofs failed,';
  expect(refusals).toEqual([NEWS, undefined, NEWS, undefined, undefined, NEWS]);
});

test('a correction that made an edge worse is undone and stops the waves; held, the edge stays as it is and stops nobody', async () => {
  await seedAccounts(aws, { [CANARY]: sweptAccount('api.three.example', DRIFTED) });
  failing = (subject) => (asked.length > 1 ? inCanaryAlone('answer')(subject) : []);

  const first = await sweep.run(GIVEN);
  const second = await sweep.run(GIVEN, { runId: 'run-2' });

  expect(first.report.refusal).toMatch(/^wave 1: 1 proofs failed, in account 333333333333;/);
  expect(first.report.accounts[1]!.edges[0]).toMatchObject({ result: 'drift' });
  expect(second.report.refusal).toBeUndefined();
  expect(second.report.accounts[1]!.edges[0]).toMatchObject({ result: 'fixed' });
  const [held] = second.report.accounts[2]!.edges;
  expect(held).toMatchObject({
    result: 'refused',
    applied: [],
    path: {
      distribution: { tags: { 'secure-api-edge:held': 'a correction failed its proof and was undone: answer' } },
    },
  });
  const [edge] = await inCanary().distributions();
  const config = await inCanary().config(edge!.id);
  expect(config.DefaultCacheBehavior).toMatchObject(DRIFTED);
});

test('a failed proof in the middle of a wave leaves the accounts that have not begun as they are', async () => {
  await seedAccounts(aws, {
    [FIRST]: unprovable('api.one.example'),
    [CANARY]: sweptAccount('api.three.example', DRIFTED),
  });

  const { report } = await sweep.run({ ...GIVEN, CANARY_ACCOUNTS: '', FIRST_WAVE_SHARE: '100' });

  expect(report.refusal).toMatch(new RegExp(`^wave 1: 1 proofs failed, in account ${FIRST};`));
  expect(report.accounts.map(({ edges: [edge] }) => edge!.result)).toEqual(['refused', 'drift', 'drift']);
  expect(asked).toEqual(['api.one.example']);
});
