import { ALL_VIEWER_EXCEPT_HOST_HEADER } from '../../../functions/reconciler/model/managed-policies.ts';
import { present } from '../../../functions/reconciler/model/observed.ts';
import { TAG } from '../../../functions/reconciler/model/tags.ts';
import {
  behavior,
  CACHING_OPTIMIZED,
  distribution,
  finishedEdge,
  fronted,
  OWN_POLICY,
  orderedBehavior,
  origin,
  ownDistribution,
  ownTags,
  policies,
} from '../../support/distribution-builders.ts';
import {
  API,
  aliasRecords,
  apiDomain,
  certificate,
  desiredEdge,
  mappedApi,
  name,
  observedEdge,
  REGIONAL,
  STACK,
} from '../../support/edge-builders.ts';
import { changeLines, planOf, stepLines } from '../../support/plan-of.ts';
import { renderPlan } from '../../support/render-plan.ts';

const DEFAULT_ENDPOINT = name('h1.execute-api.eu-west-1.amazonaws.com');

/** The mistakes that people make by hand: an ordered behavior left on allow-all, caching on, port 80 to the API, weak TLS, headers lost. */
const HAND_MADE = distribution({
  viewerCertificate: {
    source: 'acm',
    arn: certificate().arn,
    minimumProtocolVersion: 'TLSv1',
    sslSupportMethod: 'sni-only',
  },
  origins: [origin({ custom: { protocolPolicy: 'match-viewer', sslProtocols: ['TLSv1', 'TLSv1.2'] } })],
  defaultCacheBehavior: behavior({ allowedMethods: ['GET', 'HEAD'] }),
  cacheBehaviors: [
    orderedBehavior('/v1/*', {
      viewerProtocolPolicy: 'allow-all',
      forwarding: policies({ cachePolicyId: CACHING_OPTIMIZED, originRequestPolicyId: undefined }),
    }),
  ],
});

test('a hand-made distribution is corrected in one update of exactly what is wrong', () => {
  expect(renderPlan(planOf(fronted(HAND_MADE)))).toBe(
    `
api.example.com
  1. tag distribution E1   [EDGE-15]   ready
       Tags[secure-api-edge:pending-invalidation] = secure-api-edge-ETAG1   (EDGE-15)
  2. create origin request policy secure-api-edge-headers-b148ed2b64cc   [EDGE-07 EDGE-08 EDGE-09]   ready
       HeadersConfig.Headers = Accept, Access-Control-Request-Headers, Access-Control-Request-Method, Authorization, Host, Origin   (EDGE-07 EDGE-08)
       CookiesConfig.CookieBehavior = all   (EDGE-09)
       QueryStringsConfig.QueryStringBehavior = all   (EDGE-09)
  3. update distribution E1   [EDGE-01 EDGE-03 EDGE-05 EDGE-06 EDGE-07 EDGE-08 EDGE-09 EDGE-10 EDGE-11]   after: create origin request policy secure-api-edge-headers-b148ed2b64cc
       CacheBehaviors[/v1/*].ViewerProtocolPolicy: allow-all → redirect-to-https   (EDGE-01)
       ViewerCertificate.MinimumProtocolVersion: TLSv1 → TLSv1.2_2021   (EDGE-03)
       Origins[api].CustomOriginConfig.OriginProtocolPolicy: match-viewer → https-only   (EDGE-05)
       Origins[api].CustomOriginConfig.OriginSslProtocols: TLSv1, TLSv1.2 → TLSv1.2   (EDGE-06)
       CacheBehaviors[/v1/*].CachePolicyId: 658327ea-f89d-4fab-a63d-7e88639e58f6 → 4135ea2d-6df8-44a3-9df3-4b5a84be39ad   (EDGE-11)
       CacheBehaviors[/v1/*].OriginRequestPolicyId = secure-api-edge-headers-b148ed2b64cc   (EDGE-07 EDGE-08 EDGE-09)
       DefaultCacheBehavior.AllowedMethods: GET, HEAD → HEAD, DELETE, POST, GET, OPTIONS, PUT, PATCH   (EDGE-10)
  4. invalidate cached objects of distribution E1   [EDGE-15]   after: update distribution E1
       Paths = /*   (EDGE-15)
  note: the API needs these headers: Authorization, Origin, Accept, Access-Control-Request-Headers, Access-Control-Request-Method; AllowedHeaders adds to them
`.trim(),
  );
});

test('a stack that adopts a distribution claims it and says that it was there before', () => {
  const plan = planOf(fronted(distribution()), desiredEdge({ owner: STACK }));

  expect(plan.steps).toMatchObject([
    {
      action: 'tag',
      set: { [TAG.owner]: 'stack/aaaa/1111', [TAG.adopted]: 'yes' },
      remove: [],
      state: { kind: 'ready' },
    },
  ]);
});

describe('an edge that is finished', () => {
  test('needs nothing', () => {
    expect(renderPlan(planOf(finishedEdge()))).toMatch(
      /^api\.example\.com\n {2}in sync: nothing to do\n {2}note: these headers/,
    );
  });

  test('waits while CloudFront still deploys', () => {
    expect(stepLines(planOf(finishedEdge(ownDistribution({}, { status: 'InProgress' }))))).toEqual([
      '1. wait for distribution E1 to be Deployed   [EDGE-04]   AWS is working',
    ]);
  });

  test('is corrected although CloudFront still deploys, and waits behind that', () => {
    const weak = ownDistribution({ enabled: false }, { status: 'InProgress' });

    expect(stepLines(planOf(finishedEdge(weak)))).toEqual([
      '1. update distribution E1   [EDGE-04]   ready',
      '2. wait for distribution E1 to be Deployed   [EDGE-04]   AWS is working',
    ]);
  });

  test('is updated under the ETag that was observed, so that a newer change by hand is never overwritten', () => {
    expect(planOf(finishedEdge(ownDistribution({ enabled: false }))).steps).toMatchObject([{ etag: 'ETAG1' }]);
  });

  test('gets what its owner asks for and keeps what nobody named', () => {
    const dressed = ownDistribution({ priceClass: 'PriceClass_200', webAclId: 'by-hand' });

    expect(changeLines(planOf(finishedEdge(dressed)))).toEqual([]);
    expect(changeLines(planOf(finishedEdge(dressed), desiredEdge({ priceClass: 'PriceClass_All' })))).toEqual([
      'PriceClass: PriceClass_200 → PriceClass_All   (asked-for)',
    ]);
  });

  test.each([
    ['regional-domain', DEFAULT_ENDPOINT, ALL_VIEWER_EXCEPT_HOST_HEADER, REGIONAL],
    ['execute-api', REGIONAL, OWN_POLICY.id, DEFAULT_ENDPOINT],
  ] as const)('gets form %s and the Host that goes with it in one update', (originForm, before, policy, after) => {
    const forwarding = policies({ originRequestPolicyId: policy });
    const settings = { origins: [origin({ domainName: before })], defaultCacheBehavior: behavior({ forwarding }) };
    const apis = present([mappedApi({ defaultEndpoint: 'enabled' })]);
    const edge = finishedEdge(ownDistribution(settings), { apiDomains: present([apiDomain({ apis })]) });

    const lines = changeLines(planOf(edge, desiredEdge({ originForm })));

    expect(lines).toContain(`Origins[api].DomainName: ${before} → ${after}   (EDGE-07)`);
    expect(lines).toContainEqual(expect.stringMatching(/^DefaultCacheBehavior\.OriginRequestPolicyId: .*EDGE-07/));
  });

  test('forgets what its owner does not ask for any more', () => {
    const tags = ownTags(desiredEdge({ priceClass: 'PriceClass_200' }));

    const plan = planOf(finishedEdge(ownDistribution({ priceClass: 'PriceClass_200' }, { tags })));

    expect(plan.steps).toMatchObject([{ action: 'tag', set: {}, remove: [TAG.priceClass] }]);
  });

  test('is wanted again after a delete that did not get through', () => {
    const tags = ownTags(undefined, { [TAG.deleting]: 'requested', [TAG.drainUntil]: '2026-11-20T11:00:00.000Z' });
    const released = { enabled: false, alternateDomainNames: [], viewerCertificate: { source: 'cloudfront' } } as const;

    const plan = planOf(finishedEdge(ownDistribution(released, { tags })));

    expect(plan.steps[0]).toMatchObject({ action: 'tag', remove: [TAG.deleting, TAG.drainUntil] });
    expect(changeLines(plan)).toEqual([
      `ViewerCertificate.ACMCertificateArn: CloudFront default certificate → ${certificate().arn}   (EDGE-02)`,
      'ViewerCertificate.SSLSupportMethod = sni-only   (EDGE-02)',
      'ViewerCertificate.MinimumProtocolVersion: TLSv1 → TLSv1.2_2021   (EDGE-03)',
      'Enabled: false → true   (EDGE-04)',
      'Aliases: (none) → api.example.com   (EDGE-04)',
    ]);
  });
});

test('a refused part waits and the others go on', () => {
  const wrong = distribution({
    viewerCertificate: {
      source: 'acm',
      arn: 'arn:gone',
      minimumProtocolVersion: 'TLSv1',
      sslSupportMethod: 'sni-only',
    },
  });

  const plan = planOf(fronted(wrong, { certificates: present([]) }));

  expect(plan.refusals.map((refusal) => refusal.rule)).toEqual(['EDGE-02']);
  expect(changeLines(plan)).toEqual(['ViewerCertificate.MinimumProtocolVersion: TLSv1 → TLSv1.2_2021   (EDGE-03)']);
});

test('several domains that need the same headers share one policy', () => {
  const other = name('www.example.com');
  const { headerPolicies } = finishedEdge();
  const wildcard = present([certificate({ names: [name('*.example.com')] })]);
  const records = present(aliasRecords([]));

  const creations = [API, other].map(
    (domainName) =>
      planOf(
        observedEdge({ domainName, headerPolicies, certificates: wildcard, aliasRecords: records }),
        desiredEdge({ domainName }),
      ).steps[0],
  );

  for (const creation of creations) {
    expect(creation).toMatchObject({
      settings: { defaultCacheBehavior: { forwarding: { originRequestPolicyId: OWN_POLICY.id } } },
    });
  }
});
