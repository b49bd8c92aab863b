/**
 * Laws over generated estates: however an edge has drifted, reconciling until nothing waits leaves an empty plan, a second run writes nothing, what no
 * rule names is untouched, and nobody else's distribution or record is.
 */
import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import fc from 'fast-check';
import { deployFast } from '../support/crashing.ts';
import {
  ALIAS_TO_API,
  ALIAS_TO_DISTRIBUTION,
  API_BEHAVIOR,
  API_ORIGIN,
  DOMAIN,
  distributionOf,
  estateOf,
  seed,
} from '../support/estates.ts';
import { useReconciledAws, wanted } from '../support/reconciler.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';

const { aws, reconciler, seen } = useReconciledAws(useSimulatedAws({ pageLimit: 1 }));

const RUNS = Number(process.env.PROPERTY_RUNS ?? 12);

const legacy = fc.record({
  MinTTL: fc.constantFrom(0, 5),
  DefaultTTL: fc.constantFrom(5, 86400),
  MaxTTL: fc.constantFrom(86400, 31536000),
  ForwardedValues: fc.record({
    QueryString: fc.boolean(),
    Cookies: fc.constantFrom(
      { Forward: 'none' },
      { Forward: 'all' },
      { Forward: 'whitelist', WhitelistedNames: { Quantity: 1, Items: ['session'] } },
    ),
    Headers: fc
      .subarray(['Accept', 'Authorization', 'Host', 'Origin', 'X-Mine'])
      .map((Items) => ({ Quantity: Items.length, Items })),
  }),
});

const policies = fc.record({
  CachePolicyId: fc.constantFrom(
    '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    '658327ea-f89d-4fab-a63d-7e88639e58f6',
    '83da9c7e-98b4-4e11-a168-04f0df8e2c65',
  ),
  OriginRequestPolicyId: fc.constantFrom(
    '216adef6-5c7f-47e4-b989-5492eafa07d3',
    'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    'bf0718e1-ba1e-49d1-88b1-f726733018ae',
    undefined,
  ),
});

const methods = fc.constantFrom(
  ['GET', 'HEAD'],
  ['GET', 'HEAD', 'OPTIONS'],
  ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
);

const behavior = fc
  .tuple(
    fc.constantFrom('allow-all', 'https-only', 'redirect-to-https'),
    methods,
    fc.oneof(legacy, policies),
    fc.boolean(),
  )
  .map(([ViewerProtocolPolicy, Items, forwarding, Compress]) => ({
    TargetOriginId: 'api',
    ViewerProtocolPolicy,
    Compress,
    AllowedMethods: { Quantity: Items.length, Items, CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] } },
    ...forwarding,
  }));

const drifted = fc.record({
  defaultBehavior: behavior,
  ordered: fc.array(behavior, { maxLength: 3 }),
  originProtocolPolicy: fc.constantFrom('http-only', 'match-viewer', 'https-only'),
  originSslProtocols: fc.subarray(['TLSv1', 'TLSv1.1', 'TLSv1.2'], { minLength: 1 }),
  minimumProtocolVersion: fc.constantFrom('TLSv1_2016', 'TLSv1.2_2019', 'TLSv1.2_2021', 'TLSv1.3_2025'),
  enabled: fc.boolean(),
  ipv6: fc.boolean(),
  dns: fc.constantFrom('api' as const, 'distribution' as const, 'nothing' as const),
  comment: fc.string({ maxLength: 60, unit: 'grapheme-ascii' }),
});

type Drifted = typeof drifted extends fc.Arbitrary<infer T> ? T : never;

function estateFrom(drift: Drifted) {
  const ordered = drift.ordered.map((one, index) => ({ ...one, PathPattern: `/part-${index}/*` }));
  const records = {
    api: [ALIAS_TO_API],
    distribution: [...ALIAS_TO_DISTRIBUTION.slice(0, drift.ipv6 ? 2 : 1)],
    nothing: [],
  }[drift.dns];
  return estateOf({
    records,
    distributions: {
      edge: distributionOf({
        Enabled: drift.enabled,
        IsIPV6Enabled: drift.ipv6,
        Comment: drift.comment,
        ViewerCertificate: {
          ACMCertificateArn: { certificate: 'edge' },
          SSLSupportMethod: 'sni-only',
          MinimumProtocolVersion: drift.minimumProtocolVersion,
        },
        Origins: {
          Quantity: 2,
          Items: [
            {
              ...API_ORIGIN,
              CustomOriginConfig: {
                ...API_ORIGIN.CustomOriginConfig,
                OriginProtocolPolicy: drift.originProtocolPolicy,
                OriginSslProtocols: { Quantity: drift.originSslProtocols.length, Items: drift.originSslProtocols },
              },
              CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'X-Theirs', HeaderValue: 'kept' }] },
            },
            {
              Id: 'pages',
              DomainName: 'pages.example.net',
              CustomOriginConfig: {
                HTTPPort: 80,
                HTTPSPort: 443,
                OriginProtocolPolicy: 'http-only',
                OriginSslProtocols: { Quantity: 1, Items: ['TLSv1'] },
              },
            },
          ],
        },
        DefaultCacheBehavior: drift.defaultBehavior,
        CacheBehaviors: {
          Quantity: ordered.length + 1,
          Items: [
            ...ordered,
            {
              ...API_BEHAVIOR,
              TargetOriginId: 'pages',
              PathPattern: '/pages/*',
              CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
            },
          ],
        },
      }),
      foreign: distributionOf({
        CallerReference: 'foreign',
        Aliases: { Quantity: 0 },
        ViewerCertificate: { CloudFrontDefaultCertificate: true },
        Origins: {
          Quantity: 1,
          Items: [
            {
              ...API_ORIGIN,
              DomainName: 'theirs.example.net',
              CustomOriginConfig: { ...API_ORIGIN.CustomOriginConfig, OriginProtocolPolicy: 'http-only' },
            },
          ],
        },
        DefaultCacheBehavior: { ...API_BEHAVIOR, ViewerProtocolPolicy: 'allow-all' },
      }),
    },
  });
}

test('any drift ends in an empty plan, once, and touches nothing that no rule names', async () => {
  await fc.assert(
    fc.asyncProperty(drifted, async (drift) => {
      await aws.simulator.reset();
      seed(aws, estateFrom(drift));
      deployFast(aws);
      const [edge, foreign] = await both();
      const [before, foreignBefore] = [await seen.config(edge), await seen.config(foreign)];

      const look = await reconciler.converge(wanted(DOMAIN));

      expect(look.outcome).toEqual({ kind: 'in-sync' });
      expect(look.plan.steps).toEqual([]);
      expect(unnamed(await seen.config(edge))).toEqual(unnamed(before));
      expect(await seen.config(foreign)).toEqual(foreignBefore);
      reconciler.forget();
      await reconciler.sweep();
      expect(reconciler.writes()).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

async function both(): Promise<[string, string]> {
  const distributions = await seen.distributions();
  const edge = distributions.find((one) => one.aliases.includes(DOMAIN))!;
  return [edge.id, distributions.find((one) => one !== edge)!.id];
}

/** The config without the settings that EDGE-01 to EDGE-11 name, which is what a correction must leave alone. */
function unnamed(config: DistributionConfig): unknown {
  const behaviorRest = (one: object) => {
    const {
      ViewerProtocolPolicy,
      AllowedMethods,
      CachePolicyId,
      OriginRequestPolicyId,
      ForwardedValues,
      MinTTL,
      DefaultTTL,
      MaxTTL,
      ...rest
    } = one as Record<string, unknown>;
    return rest;
  };
  const { Enabled, ViewerCertificate, Origins, DefaultCacheBehavior, CacheBehaviors, CustomErrorResponses, ...rest } =
    config;
  return {
    ...rest,
    certificate: ViewerCertificate?.ACMCertificateArn,
    origins: Origins?.Items?.map(({ CustomOriginConfig, ...origin }) => {
      const { OriginProtocolPolicy, OriginSslProtocols, ...custom } = CustomOriginConfig ?? {};
      return origin.Id === 'pages' ? { ...origin, CustomOriginConfig } : { ...origin, custom };
    }),
    behaviors: [DefaultCacheBehavior!, ...(CacheBehaviors?.Items ?? [])].map(behaviorRest),
  };
}
