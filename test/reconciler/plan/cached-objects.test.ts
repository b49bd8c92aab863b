import type { CacheBehavior, DistributionSettings } from '../../../functions/reconciler/model/distribution.ts';
import { unreadable } from '../../../functions/reconciler/model/observed.ts';
import type { Plan } from '../../../functions/reconciler/model/plan.ts';
import { TAG } from '../../../functions/reconciler/model/tags.ts';
import {
  behavior,
  CACHING_OPTIMIZED,
  distribution,
  finishedEdge,
  forwardedValues,
  fronted,
  orderedBehavior,
  origin,
  ownDistribution,
  ownTags,
  policies,
} from '../../support/distribution-builders.ts';
import { accessDenied, certificate, name } from '../../support/edge-builders.ts';
import { planOf, stepLines, verdictLines } from '../../support/plan-of.ts';

const CACHING = { forwarding: policies({ cachePolicyId: CACHING_OPTIMIZED }) };
const OWED = ownTags(undefined, { [TAG.pendingInvalidation]: 'secure-api-edge-ETAG0' });

describe('EDGE-15 an invalidation is owed', () => {
  test.each<[string, Partial<DistributionSettings>]>([
    ['by a caching policy that is taken off', { defaultCacheBehavior: behavior(CACHING) }],
    [
      'by a caching behavior that served plain text',
      { defaultCacheBehavior: behavior({ ...CACHING, viewerProtocolPolicy: 'allow-all' }) },
    ],
    ['by legacy settings that could cache', { defaultCacheBehavior: legacy(60) }],
    [
      'by an origin that was reached in plain text behind a caching behavior',
      {
        origins: [origin({ custom: { protocolPolicy: 'http-only', sslProtocols: ['TLSv1.2'] } })],
        defaultCacheBehavior: behavior(CACHING),
      },
    ],
    [
      'by an ordered behavior, whatever its origin',
      {
        origins: [origin(), origin({ id: 'assets', domainName: name('assets.s3.amazonaws.com') })],
        cacheBehaviors: [
          orderedBehavior('/img/*', { ...CACHING, targetOriginId: 'assets', viewerProtocolPolicy: 'allow-all' }),
        ],
      },
    ],
  ])('%s', (_, settings) => {
    const plan = planOf(fronted(distribution(settings)));

    expect(stepLines(plan)).toEqual([
      '1. tag distribution E1   [EDGE-15]   ready',
      expect.stringMatching(/^2\. update distribution E1 {3}\[.*\] {3}ready$/),
      '3. invalidate cached objects of distribution E1   [EDGE-15]   after: update distribution E1',
    ]);
    expect(plan.steps[0]).toMatchObject({ set: { [TAG.pendingInvalidation]: 'secure-api-edge-ETAG1' } });
  });

  test.each<[string, Partial<CacheBehavior>]>([
    ['a behavior that cached nothing', { viewerProtocolPolicy: 'allow-all' }],
    ['a change that says nothing about what is cached', { allowedMethods: ['GET', 'HEAD'] }],
  ])('not by %s', (_, facts) => {
    const plan = planOf(fronted(distribution({ defaultCacheBehavior: behavior(facts), ...oldTls() })));

    expect(stepLines(plan).join('\n')).not.toContain('invalidate');
    expect(verdictLines(plan, 'EDGE-15')).toEqual(['EDGE-15 pass cached objects of api.example.com: (not set)']);
  });
});

describe('EDGE-15 the invalidation goes out', () => {
  test('once the correction is deployed', () => {
    const plan = planOf(finishedEdge(ownDistribution({}, { tags: OWED })));

    expect(plan.steps).toMatchObject([
      { action: 'invalidate', callerReference: 'secure-api-edge-ETAG0', paths: ['/*'], state: { kind: 'ready' } },
    ]);
  });

  test('never before, because an edge location with the old config would fill its cache again', () => {
    const plan = planOf(finishedEdge(ownDistribution({}, { tags: OWED, status: 'InProgress' })));

    expect(plan.steps.map((step) => step.action)).toEqual(['wait', 'invalidate']);
    expect(readyInvalidations(plan)).toEqual([]);
  });

  test('never before, also where the rest of the distribution could not be judged', () => {
    const plan = planOf(
      finishedEdge(ownDistribution({}, { tags: OWED, status: 'InProgress' }), {
        headerPolicies: unreadable(accessDenied('CloudFront', 'ListCachePolicies')),
      }),
    );

    expect(readyInvalidations(plan)).toEqual([]);
  });
});

test('EDGE-15 says nothing while there is no distribution', () => {
  expect(verdictLines(planOf({ ...finishedEdge(), distribution: { kind: 'absent' } }), 'EDGE-15')).toEqual([]);
});

test('EDGE-15 sends one invalidation for a debt that grows', () => {
  const settings = { defaultCacheBehavior: behavior(CACHING) };

  const plan = planOf(fronted(distribution(settings, { tags: { [TAG.pendingInvalidation]: 'older' } })));

  expect(plan.steps.filter((step) => step.action === 'invalidate')).toMatchObject([
    { callerReference: 'secure-api-edge-ETAG1' },
  ]);
});

function readyInvalidations(plan: Plan) {
  return plan.steps.filter((step) => step.action === 'invalidate' && step.state.kind === 'ready');
}

function legacy(maxTtlSeconds: number): CacheBehavior {
  return behavior({ forwarding: forwardedValues({ maxTtlSeconds }) });
}

function oldTls(): Partial<DistributionSettings> {
  const attached = { source: 'acm', arn: certificate().arn, sslSupportMethod: 'sni-only' } as const;
  return { viewerCertificate: { ...attached, minimumProtocolVersion: 'TLSv1' } };
}
