import type { Distribution } from '../../../functions/reconciler/model/distribution.ts';
import type { OnDelete, Owner } from '../../../functions/reconciler/model/edge.ts';
import { ABSENT, present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../../functions/reconciler/model/observed-edge.ts';
import type { Plan, Tags } from '../../../functions/reconciler/model/plan.ts';
import { TAG } from '../../../functions/reconciler/model/tags.ts';
import { planEdge } from '../../../functions/reconciler/plan/plan.ts';
import {
  distribution,
  finishedEdge,
  OWN_POLICY,
  ownDistribution,
  ownTags,
} from '../../support/distribution-builders.ts';
import {
  API,
  accessDenied,
  aliasRecord,
  aliasRecords,
  desiredEdge,
  OTHER_STACK,
  REGIONAL,
  REMEDIATOR,
  region,
  STACK,
  TO_API,
  TO_EDGE,
  valueRecord,
} from '../../support/edge-builders.ts';
import { SETTINGS, stepLines } from '../../support/plan-of.ts';
import { renderPlan } from '../../support/render-plan.ts';

const DELETING = { [TAG.deleting]: 'requested' };
const DRAINED = { ...DELETING, [TAG.drainUntil]: '2026-11-20T11:59:00.000Z' };
const BACK = { aliasRecords: present(aliasRecords(TO_API)) };

describe('letting an edge go, step by step', () => {
  test('first shows the whole way', () => {
    expect(renderPlan(letGo(finishedEdge()))).toBe(
      `
api.example.com
  1. tag distribution E1   [asked-for]   ready
       Tags[secure-api-edge:deleting] = requested   (asked-for)
  2. tag distribution E1   [asked-for]   ready
       Tags[secure-api-edge:drain-until] = restoring   (asked-for)
  3. update alias records of api.example.com in zone Z1 (example.com)   [asked-for]   ready
       A record: A alias d111.cloudfront.net → A alias d-abc123.execute-api.eu-west-1.amazonaws.com   (EDGE-14)
       AAAA record: AAAA alias d111.cloudfront.net → (not set)   (EDGE-14)
  4. wait for callers of api.example.com to leave the distribution (DNS answers expire)   [asked-for]   AWS is working
  5. update distribution E1   [asked-for]   after: callers of api.example.com to leave the distribution (DNS answers expire)
       Enabled: true → false   (asked-for)
       Aliases: api.example.com → (none)   (asked-for)
       ViewerCertificate.CloudFrontDefaultCertificate: false → true   (asked-for)
  6. delete distribution E1   [asked-for]   after: update distribution E1
`.trim(),
    );
  });

  test('waits until Route 53 has moved the records back everywhere', () => {
    const tags = ownTags(undefined, { ...DELETING, [TAG.dnsChange]: 'C1' });

    const plan = letGo(
      finishedEdge(ownDistribution({}, { tags }), {
        aliasRecords: present(aliasRecords(TO_API, { lastChange: 'PENDING' })),
      }),
    );

    expect(stepLines(plan)[0]).toBe(
      '1. wait for alias records of api.example.com to be INSYNC   [EDGE-14]   AWS is working',
    );
    expect(readyActions(plan)).toEqual([]);
  });

  test('then begins to drain and forgets the change', () => {
    const tags = ownTags(undefined, { ...DELETING, [TAG.dnsChange]: 'C1' });

    const plan = letGo(
      finishedEdge(ownDistribution({}, { tags }), {
        aliasRecords: present(aliasRecords(TO_API, { lastChange: 'INSYNC' })),
      }),
    );

    expect(plan.steps[0]).toMatchObject({
      action: 'tag',
      set: { [TAG.drainUntil]: '2026-11-20T12:02:00.000Z' },
      remove: [TAG.dnsChange],
      state: { kind: 'ready' },
    });
    expect(readyActions(plan)).toEqual(['tag']);
  });

  test('touches nothing while resolvers may still send callers here', () => {
    const tags = ownTags(undefined, { ...DELETING, [TAG.drainUntil]: '2026-11-20T12:00:01.000Z' });

    expect(readyActions(letGo(finishedEdge(ownDistribution({}, { tags }), BACK)))).toEqual([]);
  });

  test('then disables it and gives the name and the certificate free in one update', () => {
    const plan = letGo(finishedEdge(ownDistribution({}, { tags: ownTags(undefined, DRAINED) }), BACK));

    expect(stepLines(plan)).toEqual([
      '1. update distribution E1   [asked-for]   ready',
      '2. delete distribution E1   [asked-for]   after: update distribution E1',
    ]);
  });

  test.each([
    ['waits until that is deployed', 'InProgress', []],
    ['then deletes it', 'Deployed', ['delete']],
  ] as const)('%s', (_, status, ready) => {
    expect(readyActions(letGo(finishedEdge(released({ status }), BACK)))).toEqual(ready);
  });

  test('ends before the deletion on a flat-rate plan, and says so from the first look on', () => {
    const pricingPlan = present({ subscriptionArn: 'arn:s1', tier: 'PRO', status: 'ACTIVE' });
    const detail =
      'distribution E1: cannot be deleted while it is on the flat-rate pricing plan PRO (arn:s1); cancel the plan, and let go again once its billing period is over';

    const first = letGo(finishedEdge(ownDistribution({}, { pricingPlan })));
    const last = letGo(finishedEdge(released({ pricingPlan }), BACK));

    expect(first.refusals).toEqual([{ rule: 'ownership', detail }]);
    expect(first.steps.map(({ action }) => action)).toEqual(['tag', 'tag', 'update', 'wait', 'update']);
    expect(last).toMatchObject({ steps: [], refusals: [{ rule: 'ownership', detail }] });
  });

  test('tries the deletion where the plan could not be read: CloudFront decides', () => {
    const pricingPlan = unreadable(accessDenied('PricingPlanManager', 'ListSubscriptions'));

    expect(readyActions(letGo(finishedEdge(released({ pricingPlan }), BACK)))).toEqual(['delete']);
  });

  test('at last deletes our policies that nobody uses', () => {
    const observed = finishedEdge(undefined, { ...BACK, distribution: ABSENT });

    expect(letGo(observed).steps).toMatchObject([
      { action: 'delete', part: 'header-policies', policyId: OWN_POLICY.id, state: { kind: 'ready' } },
    ]);
    expect(letGo({ ...observed, policyUsesElsewhere: { [OWN_POLICY.id]: 1 } }).steps).toEqual([]);
  });
});

describe('the records go back to what they were', () => {
  test.each([
    ['the aliases that were there', 'alias A AAAA', [aliasRecord('A', REGIONAL), aliasRecord('AAAA', REGIONAL)]],
    ['a CNAME with its time to live', 'cname 60', [valueRecord('CNAME', 60, REGIONAL)]],
    ['nothing where nothing was, so that none is left dangling', 'absent', []],
  ])('%s', (_, dnsBefore, create) => {
    const tags = ownTags(undefined, { ...DELETING, [TAG.dnsBefore]: dnsBefore });

    expect(moveOf(letGo(finishedEdge(ownDistribution({}, { tags }))))).toMatchObject({ remove: TO_EDGE, create });
  });

  test('nothing where the API is gone', () => {
    expect(moveOf(letGo(finishedEdge(undefined, { apiDomains: ABSENT })))).toMatchObject({
      remove: TO_EDGE,
      create: [],
    });
  });

  test('is not checked where the Region of the API was not asked, because not asked is not gone', () => {
    const tags = ownTags(desiredEdge({ apiRegion: region('us-east-1') }));

    const plan = letGo(finishedEdge(ownDistribution({}, { tags }), { apiDomains: ABSENT }));

    expect(plan.steps.filter((step) => step.part === 'alias-records')).toEqual([]);
    expect(plan.verdicts.map((verdict) => verdict.verdict)).toEqual(['not-checked']);
  });

  test('is not checked where the API cannot be read: removing what cannot be put back would end the service', () => {
    const plan = letGo(
      finishedEdge(undefined, { apiDomains: unreadable(accessDenied('ApiGatewayV2', 'GetDomainName')) }),
    );

    expect(plan.steps.filter((step) => step.part === 'alias-records')).toEqual([]);
    expect(plan.verdicts.map((verdict) => verdict.verdict)).toEqual(['not-checked']);
  });
});

describe('an edge that is not to be deleted', () => {
  test('is only given free where its owner wants it retained', () => {
    expect(renderPlan(letGo(finishedEdge(), { onDelete: 'retain' }))).toBe(
      `
api.example.com
  1. tag distribution E1   [asked-for]   ready
       Tags[secure-api-edge:owner]: remediator → (not set)   (asked-for)
  note: distribution E1 stays as it is, because OnDelete is retain
`.trim(),
    );
  });

  test('loses our tags and gets its records back where it was adopted', () => {
    const tags = { ...ownTags(), [TAG.adopted]: 'yes', team: 'payments' };

    const plan = letGo(finishedEdge(distribution({}, { tags })));

    expect(plan.steps).toMatchObject([
      { part: 'alias-records', remove: TO_EDGE, create: TO_API },
      { action: 'tag', set: {}, remove: Object.keys(tags).filter((key) => key !== 'team') },
    ]);
  });

  test('keeps records that were there before it was adopted', () => {
    const { [TAG.dnsBefore]: _, ...tags } = ownTags(undefined, { [TAG.adopted]: 'yes' });

    const plan = letGo(finishedEdge(distribution({}, { tags })));

    expect(plan.steps.map((step) => step.action)).toEqual(['tag']);
  });

  test.each<[string, Tags, string]>([
    ['another stack', ownTags(desiredEdge({ owner: OTHER_STACK })), 'stack/bbbb/2222'],
    ['the same stack, another resource', { [TAG.owner]: 'stack/aaaa/9999' }, 'stack/aaaa/9999'],
    ['nobody', {}, 'nobody'],
  ])('stays where it belongs to %s by now', (_, tags, owner) => {
    const plan = letGo(finishedEdge(distribution({}, { tags })), { owner: STACK });

    expect(plan).toMatchObject({
      steps: [],
      refusals: [],
      notes: [`distribution E1 belongs to ${owner} now; nothing is changed`],
    });
  });

  test.each<[string, Partial<ObservedEdge>, string]>([
    [
      'its distribution cannot be read',
      { distribution: unreadable(accessDenied('CloudFront', 'ListDistributions')) },
      'CloudFront ListDistributions: AccessDenied: not authorized',
    ],
    [
      'its records cannot be read',
      { aliasRecords: unreadable(accessDenied('Route53', 'ListResourceRecordSets')) },
      'Route53 ListResourceRecordSets: AccessDenied: not authorized',
    ],
  ])('is not checked where %s', (_, facts, detail) => {
    const plan = letGo(finishedEdge(undefined, facts));

    expect(plan.steps).toEqual([]);
    expect(plan.verdicts).toMatchObject([{ verdict: 'not-checked', detail }]);
  });
});

function letGo(observed: ObservedEdge, facts: { readonly owner?: Owner; readonly onDelete?: OnDelete } = {}): Plan {
  const target = { kind: 'let-go', domainName: API, owner: REMEDIATOR, onDelete: 'restore', ...facts } as const;
  return planEdge(target, observed, SETTINGS);
}

function readyActions(plan: Plan): readonly string[] {
  return plan.steps.filter((step) => step.state.kind === 'ready').map((step) => step.action);
}

function released(facts: Partial<Distribution>): Distribution {
  return ownDistribution(
    { enabled: false, alternateDomainNames: [], viewerCertificate: { source: 'cloudfront' } },
    { tags: ownTags(undefined, DRAINED), ...facts },
  );
}

/** The step that moves the records. */
function moveOf(plan: ReturnType<typeof letGo>) {
  return plan.steps.find((step) => step.part === 'alias-records' && step.action === 'update');
}
