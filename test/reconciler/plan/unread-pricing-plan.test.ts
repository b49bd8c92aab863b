import { unreadable } from '../../../functions/reconciler/model/observed.ts';
import type { Tags } from '../../../functions/reconciler/model/plan.ts';
import { TAG } from '../../../functions/reconciler/model/tags.ts';
import { behavior, distribution, finishedEdge, ownTags } from '../../support/distribution-builders.ts';
import { accessDenied } from '../../support/edge-builders.ts';
import { changeLines, planOf } from '../../support/plan-of.ts';

const DENIED = accessDenied('PricingPlanManager', 'ListSubscriptions');
const THROTTLED = { ...DENIED, kind: 'Throttling', code: 'ThrottlingException', message: 'slow down' } as const;
const OPEN = { defaultCacheBehavior: behavior({ viewerProtocolPolicy: 'allow-all' }) };

describe('a distribution whose flat-rate plan could not be read', () => {
  test.each<[string, Tags]>([
    ["is not changed where it is somebody's", {}],
    ['is not changed where it was adopted', ownTags(undefined, { [TAG.adopted]: 'yes' })],
  ])('%s, which is then not checked', (_, tags) => {
    const plan = planOf(finishedEdge(distribution(OPEN, { tags, pricingPlan: unreadable(DENIED) })));

    expect(plan.steps).toEqual([]);
    expect(plan.verdicts.filter(({ verdict }) => verdict === 'not-checked')).toMatchObject([
      {
        rule: 'EDGE-04',
        subject: 'distribution E1',
        detail:
          'whether it is on a flat-rate pricing plan could not be read, and one that this tool did not make is not changed before that is known; allow pricingplanmanager:ListSubscriptions (PricingPlanManager ListSubscriptions: AccessDenied: not authorized)',
      },
    ]);
  });

  test('is corrected where this tool made it, with a note', () => {
    const observed = finishedEdge(distribution(OPEN, { tags: ownTags(), pricingPlan: unreadable(THROTTLED) }));

    const plan = planOf(observed);

    expect(changeLines(plan)).toContain(
      'DefaultCacheBehavior.ViewerProtocolPolicy: allow-all → redirect-to-https   (EDGE-01)',
    );
    expect(plan.notes).toContain(
      'distribution E1: whether it is on a flat-rate pricing plan could not be read, CloudFront refuses what a plan forbids; PricingPlanManager ListSubscriptions: ThrottlingException: slow down',
    );
  });

  test('does not matter where nothing is to be changed', () => {
    const right = planOf(finishedEdge(distribution({}, { pricingPlan: unreadable(DENIED) })));

    expect(right).toEqual(planOf(finishedEdge(distribution())));
  });
});
