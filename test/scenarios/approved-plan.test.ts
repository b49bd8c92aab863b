/**
 * Guards against: an approved plan that a look of its own goes beyond (a fallback that nobody approved), one that stops itself (what this run wrote
 * counts as somebody's change), and one that may not put back what a failed proof tells it to.
 */
import { CloudFrontClient, ListDistributionsCommand, TagResourceCommand } from '@aws-sdk/client-cloudfront';
import type { AccountLook } from '../../functions/reconciler/model/look.ts';
import { type Observed, present } from '../../functions/reconciler/model/observed.ts';
import type { Plan } from '../../functions/reconciler/model/plan.ts';
import type { Proof } from '../../functions/reconciler/model/proof.ts';
import type { LookContext } from '../../functions/reconciler/reconcile.ts';
import { lookAtAccount } from '../../functions/reconciler/reconcile-account.ts';
import { useServedAws } from '../support/data-plane.ts';
import {
  ALIAS_TO_API,
  API_BEHAVIOR,
  API_ORIGIN,
  DOMAIN,
  distributionOf,
  estateOf,
  frontedEstate,
  seed,
} from '../support/estates.ts';
import { useReconciledAws, wanted } from '../support/reconciler.ts';
import { simulatedProver } from '../support/simulated-prover.ts';

const { aws, reconciler, seen } = useReconciledAws(useServedAws());

const SECOND = 'b.example.com';

/** What a person would approve now, as it is read back from a file. */
async function approvedNow(): Promise<ReadonlyMap<Plan['domainName'], Plan>> {
  const { edges } = await reconciler.sweep({ mode: 'detect' });
  return new Map(edges.map(({ plan }) => [plan.domainName, JSON.parse(JSON.stringify(plan)) as Plan]));
}

function applyApproved(
  approved: ReadonlyMap<Plan['domainName'], Plan>,
  overrides: Partial<LookContext> = {},
): Promise<AccountLook> {
  const end = aws.simulator.clock.now() + 7_200_000;
  return lookAtAccount(reconciler.context(overrides), {
    names: [...approved.keys()],
    limits: 'unlimited',
    secondsLeft: () => (end - aws.simulator.clock.now()) / 1000,
    approved,
  });
}

function outcomes({ edges }: AccountLook) {
  return edges.map(({ outcome }) => outcome);
}

test('refuses to send every header where CloudFront does not take the approved list', async () => {
  seed(aws, estateOf({ records: [ALIAS_TO_API] }));
  const approved = await approvedNow();
  aws.simulator.faults.add({
    kind: 'error',
    operation: 'CreateOriginRequestPolicy',
    code: 'InvalidArgument',
    status: 400,
    message: 'The parameter Headers contains Authorization that is not allowed.',
  });

  const look = await applyApproved(approved);

  const [outcome] = outcomes(look);
  expect(outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'guard' }] });
  expect(JSON.stringify(outcome)).toContain('DefaultCacheBehavior.OriginRequestPolicyId (not set) → Managed-AllViewer');
  expect(await seen.distributions()).toEqual([]);
});

test('corrects a distribution that two approved edges share: once, and it suits both', async () => {
  const names = [DOMAIN, SECOND];
  const originB = { ...API_ORIGIN, Id: 'b', DomainName: { apiDomain: SECOND } };
  // Host is replaced on both behaviors: Managed-AllViewerExceptHostHeader.
  const replaced = { ...API_BEHAVIOR, OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac' };
  const shared = distributionOf({
    Aliases: { Quantity: 2, Items: names },
    Origins: { Quantity: 2, Items: [API_ORIGIN, originB] },
    DefaultCacheBehavior: replaced,
    CacheBehaviors: { Quantity: 1, Items: [{ PathPattern: '/b/*', ...replaced, TargetOriginId: 'b' }] },
  });
  seed(aws, frontedEstate(shared, { names }));

  const look = await applyApproved(await approvedNow());

  expect(outcomes(look)).toEqual([{ kind: 'in-sync' }, { kind: 'in-sync' }]);
  expect(aws.simulator.requests().filter(({ operation }) => operation === 'UpdateDistribution')).toHaveLength(1);
  expect(outcomes(await reconciler.sweep({ mode: 'detect' }))).toEqual([{ kind: 'in-sync' }, { kind: 'in-sync' }]);
});

test('puts the records back where they were when the proof through DNS fails', async () => {
  seed(aws, estateOf({ records: [ALIAS_TO_API] }));
  const before = await seen.records(DOMAIN);
  const approved = await approvedNow();
  const real = simulatedProver(aws.plane, reconciler.context().clock);

  await applyApproved(approved, {
    prover: {
      async prove(subject, through) {
        const proof = await real.prove(subject, through);
        return through === 'dns' ? failing(proof) : proof;
      },
    },
  });

  const [edge] = await seen.distributions();
  expect(await seen.records(DOMAIN)).toEqual(before);
  expect(await seen.tags(edge!.arn)).toMatchObject({ 'secure-api-edge:held': 'proof through DNS failed: answer' });
});

test('lets an edge go to the end, its policies included', async () => {
  seed(aws, estateOf({ records: [ALIAS_TO_API] }));
  await reconciler.converge(wanted(DOMAIN));
  const cloudFront = aws.client(CloudFrontClient);
  const { DistributionList } = await cloudFront.send(new ListDistributionsCommand({}));
  const Resource = DistributionList!.Items![0]!.ARN;
  const Items = [{ Key: 'secure-api-edge:deleting', Value: 'requested' }];
  await cloudFront.send(new TagResourceCommand({ Resource, Tags: { Items } }));

  const look = await applyApproved(await approvedNow());

  expect(outcomes(look)).toEqual([{ kind: 'in-sync' }]);
  expect(await seen.distributions()).toEqual([]);
});

function failing(proof: Observed<Proof>): Observed<Proof> {
  if (proof.kind !== 'present') return proof;
  const failed = { check: 'answer', at: '203.0.113.1', verdict: 'fail', expected: '200', received: '502' } as const;
  return present({ ...proof.value, passes: 0, results: [failed] });
}
