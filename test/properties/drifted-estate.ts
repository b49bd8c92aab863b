/** One distribution in front of an API, wrong in any combination of what the rules name, and somebody else's beside it. */
import {
  CloudFrontClient,
  CreateCachePolicyCommand,
  CreateOriginRequestPolicyCommand,
  CreateResponseHeadersPolicyCommand,
} from '@aws-sdk/client-cloudfront';
import fc from 'fast-check';
import { desiredToTags } from '../../functions/reconciler/model/desired-tags.ts';
import { type DesiredEdge, defaultEdge } from '../../functions/reconciler/model/edge.ts';
import type { RuleId, RuleMode, RuleModes } from '../../functions/reconciler/model/rules.ts';
import type { ApiEstate, CertificateEstate, Estate } from '../../simulator/estates/estate.ts';
import {
  ALIAS_TO_API,
  ALIAS_TO_DISTRIBUTION,
  API_BEHAVIOR,
  API_ORIGIN,
  DOMAIN,
  distributionOf,
  estateOf,
} from '../support/estates.ts';
import { name } from '../support/reconciler.ts';
import type { SimulatedAws } from '../support/simulated-aws.ts';

/** What may stand in a generated configuration before the policies exist that it speaks of. */
const THEIR_CACHE_POLICY = 'their cache policy';
const THEIR_HEADERS = 'their origin request policy';
export const THEIR_RESPONSE_HEADERS = 'their response headers policy';
const OUR_HSTS = 'our HSTS policy';

const SECRET = 'edge/origin';
const VERIFY = { headerName: 'X-Origin-Verify', secretId: SECRET };

const APIS: Readonly<Record<string, Partial<ApiEstate>>> = {
  open: {},
  'with CORS': { cors: { AllowHeaders: ['X-Tenant', 'Content-Type'], AllowOrigins: ['*'] } },
  'signed with IAM': { routes: [{ key: '$default', authorization: 'AWS_IAM' }] },
  REST: {
    protocol: 'REST',
    routes: undefined,
    authorizers: { own: { type: 'REQUEST', identitySource: ['method.request.header.X-Session'] } },
    resources: { '/orders': { ANY: { authorization: 'CUSTOM', authorizer: 'own', apiKeyRequired: true } } },
  },
  WebSocket: { protocol: 'WEBSOCKET', routes: [{ key: '$connect' }, { key: '$default' }] },
};

const CERTIFICATES: Readonly<Record<string, Partial<CertificateEstate>>> = {
  lasting: {},
  'about to expire': { type: 'IMPORTED', expiresInDays: 20 },
};

const legacyForwarding = fc.record({
  QueryString: fc.boolean(),
  Cookies: fc.constantFrom(
    { Forward: 'none' },
    { Forward: 'all' },
    { Forward: 'whitelist', WhitelistedNames: { Quantity: 1, Items: ['session'] } },
  ),
  Headers: fc
    .subarray(['Accept', 'Authorization', 'Host', 'Origin', 'X-Mine'])
    .map((Items) => ({ Quantity: Items.length, Items })),
});
const legacy = fc.record({
  MinTTL: fc.constantFrom(0, 5),
  DefaultTTL: fc.constantFrom(5, 86400),
  MaxTTL: fc.constantFrom(86400, 31536000),
  ForwardedValues: legacyForwarding,
});
/** CloudFront takes every header only beside a minimum of 0. */
const legacyWithEveryHeader = legacy.map(({ ForwardedValues, ...times }) => ({
  ...times,
  MinTTL: 0,
  ForwardedValues: { ...ForwardedValues, Headers: { Quantity: 1, Items: ['*'] } },
}));
const policies = fc.record({
  CachePolicyId: fc.constantFrom(
    '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    '658327ea-f89d-4fab-a63d-7e88639e58f6',
    '83da9c7e-98b4-4e11-a168-04f0df8e2c65',
    THEIR_CACHE_POLICY,
  ),
  OriginRequestPolicyId: fc.constantFrom(
    '216adef6-5c7f-47e4-b989-5492eafa07d3',
    'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    'bf0718e1-ba1e-49d1-88b1-f726733018ae',
    THEIR_HEADERS,
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
    fc.oneof({ arbitrary: legacy, weight: 2 }, legacyWithEveryHeader, { arbitrary: policies, weight: 4 }),
    fc.boolean(),
    fc.constantFrom(undefined, undefined, OUR_HSTS, THEIR_RESPONSE_HEADERS),
  )
  .map(([ViewerProtocolPolicy, Items, forwarding, Compress, ResponseHeadersPolicyId]) => ({
    TargetOriginId: 'api',
    ViewerProtocolPolicy,
    Compress,
    AllowedMethods: { Quantity: Items.length, Items, CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] } },
    ...forwarding,
    ...(ResponseHeadersPolicyId && { ResponseHeadersPolicyId }),
  }));

const MODERATED: readonly RuleId[] = [
  'EDGE-01',
  'EDGE-02',
  'EDGE-03',
  'EDGE-05',
  'EDGE-06',
  'EDGE-07',
  'EDGE-08',
  'EDGE-09',
  'EDGE-10',
  'EDGE-11',
  'EDGE-13',
  'EDGE-14',
  'EDGE-15',
  'EDGE-16',
];
const mode = fc.constantFrom<RuleMode>('enforce', 'report', 'off');
const rules = fc.oneof(
  fc.constant<RuleModes>({}),
  fc.dictionary(fc.constantFrom(...MODERATED), mode, { maxKeys: 3 }).map((modes): RuleModes => ({ ...modes })),
);

export const drifted = fc.record({
  api: fc.constantFrom(...Object.keys(APIS)),
  /** `us`: the distribution has the tags of an edge that this tool made. */
  madeBy: fc.constantFrom('somebody' as const, 'us' as const),
  certificate: fc.constantFrom(...Object.keys(CERTIFICATES)),
  sslSupportMethod: fc.constantFrom('sni-only' as const, 'sni-only' as const, 'vip' as const),
  carriesName: fc.integer({ min: 0, max: 4 }).map((one) => one > 0),
  defaultBehavior: behavior,
  ordered: fc.array(behavior, { maxLength: 3 }),
  withOriginGroup: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
  errors: fc.uniqueArray(
    fc.record({ ErrorCode: fc.constantFrom(403, 404, 502, 503), ErrorCachingMinTTL: fc.constantFrom(0, 10, 300) }),
    { maxLength: 2, selector: ({ ErrorCode }) => ErrorCode },
  ),
  originProtocolPolicy: fc.constantFrom('http-only', 'match-viewer', 'https-only'),
  originSslProtocols: fc.subarray(['TLSv1', 'TLSv1.1', 'TLSv1.2'], { minLength: 1 }),
  secretSent: fc.constantFrom(undefined, 'a-former-secret-of-thirty-two'),
  minimumProtocolVersion: fc.constantFrom('TLSv1_2016', 'TLSv1.2_2019', 'TLSv1.2_2021', 'TLSv1.3_2025'),
  enabled: fc.boolean(),
  ipv6: fc.boolean(),
  dns: fc.constantFrom('api' as const, 'distribution' as const, 'nothing' as const),
  comment: fc.string({ maxLength: 60, unit: 'grapheme-ascii' }),
  asked: fc.record<Partial<DesiredEdge>>({
    hsts: fc.constantFrom(
      { kind: 'off' } as const,
      { kind: 'off' } as const,
      { kind: 'fixed', maxAgeSeconds: 86400, includeSubdomains: false, preload: false } as const,
    ),
    originVerify: fc.constantFrom(undefined, undefined, VERIFY),
    headerForwarding: fc.constantFrom('derived', 'derived', 'all-viewer'),
    rules,
  }),
});

export type Drifted = typeof drifted extends fc.Arbitrary<infer T> ? T : never;

/** Creates the policies that a drifted distribution may carry, and returns the estate with their ids in it. */
export async function driftedEstate(aws: SimulatedAws, drift: Drifted): Promise<Estate> {
  const ids = await createPolicies(aws);
  const text = JSON.stringify(estateFrom(drift));
  return JSON.parse(Object.entries(ids).reduce((replaced, [word, id]) => replaced.replaceAll(word, id), text));
}

function estateFrom(drift: Drifted): Estate {
  const records = {
    api: [ALIAS_TO_API],
    distribution: [...ALIAS_TO_DISTRIBUTION.slice(0, drift.ipv6 ? 2 : 1)],
    nothing: [],
  }[drift.dns];
  return estateOf({
    records,
    api: APIS[drift.api],
    account: {
      certificates: {
        edge: { region: 'us-east-1', names: [DOMAIN], ...CERTIFICATES[drift.certificate] },
        lasting: { region: 'us-east-1', names: [DOMAIN], expiresInDays: 390 },
        regional: { region: 'eu-west-1', names: [DOMAIN] },
      },
      secrets: { [SECRET]: { region: 'eu-west-1', value: 'the-secret-of-exactly-thirty-two' } },
    },
    distributions: { edge: distributionOf(configFrom(drift), tagsOf(drift)), foreign: FOREIGN },
  });
}

function tagsOf({ madeBy, asked }: Drifted): Record<string, string> {
  if (madeBy === 'somebody') return { team: 'theirs' };
  return { team: 'theirs', ...desiredToTags({ ...defaultEdge(name(DOMAIN), { kind: 'remediator' }), ...asked }) };
}

function configFrom(drift: Drifted): Record<string, unknown> {
  const ordered = drift.ordered.map((one, index) => ({ ...one, PathPattern: `/part-${index}/*` }));
  const grouped = { ...API_BEHAVIOR, TargetOriginId: 'group', PathPattern: '/group/*', AllowedMethods: GET_AND_HEAD };
  const behaviors = [...ordered, ...(drift.withOriginGroup ? [grouped] : []), PAGES_BEHAVIOR];
  return {
    Enabled: drift.enabled,
    IsIPV6Enabled: drift.ipv6,
    Comment: drift.comment,
    ViewerCertificate: {
      ACMCertificateArn: { certificate: 'edge' },
      ...servedBy(drift),
    },
    Origins: { Quantity: 2, Items: [apiOriginFrom(drift), PAGES_ORIGIN] },
    ...(drift.withOriginGroup && { OriginGroups: { Quantity: 1, Items: [ORIGIN_GROUP] } }),
    DefaultCacheBehavior: drift.defaultBehavior,
    CacheBehaviors: { Quantity: behaviors.length, Items: behaviors },
    CustomErrorResponses: { Quantity: drift.errors.length, Items: drift.errors },
  };
}

/** Taken off by hand, because nobody may make records that lead to a distribution without it. A name comes with its certificate. */
export function isNameless({ carriesName }: Drifted): boolean {
  return !carriesName;
}

function correctsCertificate({ rules = {} }: Drifted['asked']): boolean {
  return (rules['EDGE-02'] ?? 'enforce') === 'enforce';
}

/** CloudFront takes no newer protocol by IP address, so whoever wants one corrected has the other corrected too. */
function servedBy({ sslSupportMethod, minimumProtocolVersion, asked }: Drifted): object {
  const byAddress = sslSupportMethod === 'vip' && correctsCertificate(asked);
  return byAddress
    ? { SSLSupportMethod: 'vip', MinimumProtocolVersion: 'TLSv1' }
    : { SSLSupportMethod: 'sni-only', MinimumProtocolVersion: minimumProtocolVersion };
}

function apiOriginFrom({ originProtocolPolicy, originSslProtocols, secretSent }: Drifted): Record<string, unknown> {
  const headers = [
    { HeaderName: 'X-Theirs', HeaderValue: 'kept' },
    ...(secretSent === undefined ? [] : [{ HeaderName: VERIFY.headerName, HeaderValue: secretSent }]),
  ];
  return {
    ...API_ORIGIN,
    CustomOriginConfig: {
      ...API_ORIGIN.CustomOriginConfig,
      OriginProtocolPolicy: originProtocolPolicy,
      OriginSslProtocols: { Quantity: originSslProtocols.length, Items: originSslProtocols },
    },
    CustomHeaders: { Quantity: headers.length, Items: headers },
  };
}

const GET_AND_HEAD = {
  Quantity: 2,
  Items: ['GET', 'HEAD'],
  CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
};
/** Somebody's pages, over http:// only. */
export const PAGES_ORIGIN = {
  Id: 'pages',
  DomainName: 'pages.example.net',
  CustomOriginConfig: {
    HTTPPort: 80,
    HTTPSPort: 443,
    OriginProtocolPolicy: 'http-only',
    OriginSslProtocols: { Quantity: 1, Items: ['TLSv1'] },
  },
};
const PAGES_BEHAVIOR = {
  ...API_BEHAVIOR,
  TargetOriginId: 'pages',
  PathPattern: '/pages/*',
  CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
};
const ORIGIN_GROUP = {
  Id: 'group',
  FailoverCriteria: { StatusCodes: { Quantity: 1, Items: [503] } },
  Members: { Quantity: 2, Items: [{ OriginId: 'api' }, { OriginId: 'pages' }] },
};
const FOREIGN = distributionOf({
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
});

async function createPolicies(aws: SimulatedAws): Promise<Readonly<Record<string, string>>> {
  const client = aws.client(CloudFrontClient);
  const only = (...Items: string[]) => ({
    HeaderBehavior: 'whitelist' as const,
    Headers: { Quantity: Items.length, Items },
  });
  const none = {
    CookiesConfig: { CookieBehavior: 'none' },
    QueryStringsConfig: { QueryStringBehavior: 'none' },
  } as const;
  const { CachePolicy } = await client.send(
    new CreateCachePolicyCommand({
      CachePolicyConfig: {
        Name: 'theirs',
        MinTTL: 1,
        ParametersInCacheKeyAndForwardedToOrigin: {
          EnableAcceptEncodingGzip: false,
          HeadersConfig: only('X-Region'),
          ...none,
        },
      },
    }),
  );
  const { OriginRequestPolicy } = await client.send(
    new CreateOriginRequestPolicyCommand({
      OriginRequestPolicyConfig: { Name: 'theirs', HeadersConfig: only('Host', 'X-Mine'), ...none },
    }),
  );
  const hsts = (Name: string, AccessControlMaxAgeSec: number) =>
    client.send(
      new CreateResponseHeadersPolicyCommand({
        ResponseHeadersPolicyConfig: {
          Name,
          SecurityHeadersConfig: { StrictTransportSecurity: { Override: true, AccessControlMaxAgeSec } },
        },
      }),
    );
  return {
    [THEIR_CACHE_POLICY]: CachePolicy!.Id!,
    [THEIR_HEADERS]: OriginRequestPolicy!.Id!,
    [THEIR_RESPONSE_HEADERS]: (await hsts('theirs', 1000)).ResponseHeadersPolicy!.Id!,
    [OUR_HSTS]: (await hsts('secure-api-edge-hsts-300', 300)).ResponseHeadersPolicy!.Id!,
  };
}
