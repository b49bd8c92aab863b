import type { Distribution } from '../../../functions/reconciler/model/distribution.ts';
import type { Owner } from '../../../functions/reconciler/model/edge.ts';
import { present } from '../../../functions/reconciler/model/observed.ts';
import type { Tags } from '../../../functions/reconciler/model/plan.ts';
import { TAG } from '../../../functions/reconciler/model/tags.ts';
import { managerOf } from '../../../functions/reconciler/plan/ownership.ts';
import { planEdge } from '../../../functions/reconciler/plan/plan.ts';
import { behavior, distribution, finishedEdge, ownDistribution, ownTags } from '../../support/distribution-builders.ts';
import { desiredEdge, OTHER_STACK, REMEDIATOR, STACK } from '../../support/edge-builders.ts';
import { changeLines, planOf, SETTINGS } from '../../support/plan-of.ts';

const SUBSCRIPTION = 'arn:aws:pricingplanmanager::111111111111:subscription/s1';

describe('what may not be touched', () => {
  test.each<[string, Owner, Partial<Distribution>, string]>([
    [
      'an edge of another stack',
      STACK,
      { tags: ownTags(desiredEdge({ owner: OTHER_STACK })) },
      'distribution E1: belongs to a Custom::SecureApiEdge of another stack (owner stack/bbbb/2222); delete api.example.com there first',
    ],
    [
      "a stack's edge in the name of nobody in particular",
      REMEDIATOR,
      { tags: ownTags(desiredEdge({ owner: STACK })) },
      'stack/aaaa/1111',
    ],
    [
      'an edge that is held',
      REMEDIATOR,
      { tags: ownTags(desiredEdge(), { [TAG.held]: 'proof failed' }) },
      'distribution E1: is held, got "proof failed"; remove the tag secure-api-edge:held once the reason is gone',
    ],
    [
      'a distribution that this tool leaves alone',
      REMEDIATOR,
      { leftAlone: 'a staging distribution of a continuous deployment' },
      'distribution E1: is a staging distribution of a continuous deployment; this tool leaves it alone',
    ],
    [
      'a distribution on a flat-rate plan',
      REMEDIATOR,
      { pricingPlan: present({ subscriptionArn: SUBSCRIPTION, tier: 'PRO', status: 'ACTIVE' }) },
      `distribution E1: is on the flat-rate pricing plan PRO (${SUBSCRIPTION}); this tool leaves it alone, make the changes below by hand or take it off the plan`,
    ],
    [
      'an edge of its own whose plan is not active yet',
      REMEDIATOR,
      {
        tags: ownTags(desiredEdge()),
        pricingPlan: present({ subscriptionArn: SUBSCRIPTION, tier: 'FREE', status: 'SYNC_IN_PROGRESS' }),
      },
      `distribution E1: is on the flat-rate pricing plan FREE (${SUBSCRIPTION}, SYNC_IN_PROGRESS); this tool leaves it alone`,
    ],
    [
      'a distribution that CloudFormation manages',
      STACK,
      { tags: { 'aws:cloudformation:stack-name': 'shop' } },
      'distribution E1: is managed by CloudFormation stack shop, whose next deployment would undo a correction made here; make the changes below in its source, or allow it (ManagedElsewhere: correct)',
    ],
    [
      'a distribution that Terraform manages',
      REMEDIATOR,
      { tags: { ManagedBy: 'terraform' } },
      'distribution E1: is managed by Terraform (tag ManagedBy: terraform), whose next deployment would undo a correction made here; make the changes below in its source, or allow it (ManagedElsewhere: correct)',
    ],
  ])('refuses %s, and still says what differs', (_, owner, facts, detail) => {
    const wrong = distribution({ defaultCacheBehavior: behavior({ viewerProtocolPolicy: 'allow-all' }) }, facts);

    const plan = planOf(finishedEdge(wrong), desiredEdge({ owner }));

    expect(plan.steps).toEqual([]);
    expect(plan.refusals[0]).toEqual({ rule: 'ownership', detail: expect.stringContaining(detail) });
    expect(plan.verdicts).toContainEqual(expect.objectContaining({ rule: 'EDGE-01', verdict: 'drift' }));
  });
});

describe('an edge that is held and asked for as it is', () => {
  const heldEdge = (held: string) =>
    finishedEdge(ownDistribution({}, { tags: ownTags(desiredEdge(), { [TAG.held]: held, [TAG.probePath]: '/old' }) }));

  test('answers, so that a stack can roll back, and says that it is held', () => {
    const plan = planOf(heldEdge('a correction failed its proof and was undone: answer'));

    expect(plan.refusals).toEqual([]);
    expect(plan.steps).toMatchObject([{ action: 'tag', remove: [TAG.probePath] }]);
    expect(plan.notes).toContainEqual(expect.stringContaining('distribution E1: is held'));
  });

  test('is refused while the correction that failed is still there', () => {
    expect(planOf(heldEdge('a correction failed its proof: answer')).refusals).toMatchObject([{ rule: 'ownership' }]);
  });
});

describe('what may be touched', () => {
  test('a managed distribution, where that is allowed', () => {
    const tags = { 'aws:cloudformation:stack-name': 'shop' };
    const wrong = distribution({ defaultCacheBehavior: behavior({ viewerProtocolPolicy: 'allow-all' }) }, { tags });
    const settings = { ...SETTINGS, managedElsewhere: 'correct', rules: {} } as const;

    const plan = planEdge({ kind: 'wanted', edge: desiredEdge() }, finishedEdge(wrong), settings);

    expect(plan.refusals).toEqual([]);
    expect(changeLines(plan)).toEqual([
      'DefaultCacheBehavior.ViewerProtocolPolicy: allow-all → redirect-to-https   (EDGE-01)',
    ]);
  });

  test.each<[string, Owner, Owner]>([
    ["the sweep's edge, by a stack that takes it over", REMEDIATOR, STACK],
    [
      "the stack's edge, by the same stack under another logical id",
      STACK,
      { kind: 'stack', stackHash: 'aaaa', resourceHash: '9999' },
    ],
  ])('%s', (_, before, after) => {
    const plan = planOf(
      finishedEdge(distribution({}, { tags: ownTags(desiredEdge({ owner: before }), { [TAG.adopted]: 'yes' }) })),
      desiredEdge({ owner: after }),
    );

    expect(plan.refusals).toEqual([]);
    expect(plan.steps.flatMap((step) => step.changes.map((change) => change.path))).toEqual([
      `Tags[${TAG.owner}]`,
      `Tags[${TAG.takenFrom}]`,
    ]);
  });

  test('a distribution of nobody is corrected by the sweep and not claimed', () => {
    const wrong = distribution({ defaultCacheBehavior: behavior({ viewerProtocolPolicy: 'allow-all' }) });

    expect(planOf(finishedEdge(wrong)).steps.map((step) => step.action)).toEqual(['update']);
  });
});

test.each<[Tags, string | undefined]>([
  [{}, undefined],
  [{ team: 'terraform' }, undefined],
  [{ 'aws:cloudformation:stack-name': 'shop', ManagedBy: 'terraform' }, 'CloudFormation stack shop'],
  [{ terraform: 'true' }, 'Terraform (tag terraform: true)'],
  [{ 'managed-by': 'OpenTofu' }, 'Terraform (tag managed-by: OpenTofu)'],
  [{ provisioner: 'pulumi' }, 'Pulumi (tag provisioner: pulumi)'],
  [{ 'Managed By': 'the platform team' }, undefined],
])('managerOf reads %j as %s', (tags, expected) => {
  expect(managerOf(distribution({}, { tags }))).toBe(expected);
});
