import fc from 'fast-check';
import { cloudFront } from '../../simulator/cloudfront/state.ts';
import { resourceTags } from '../../simulator/core/resource-tags.ts';
import type { World } from '../../simulator/core/world.ts';
import type { ApiDomainEstate, DistributionEstate, Estate, RecordEstate } from '../../simulator/estates/estate.ts';
import { ACCOUNT, API_BEHAVIOR } from '../support/estates.ts';
import { PAGES_ORIGIN } from './drifted-estate.ts';

/**
 * One account with several API domains of all kinds and with what is none of ours. Domains of the open kinds get an edge or a correction; the sweep
 * keeps the edges of a Custom::SecureApiEdge for their stack. The others stay as they are.
 */
export const OPEN_KINDS = ['new', 'in-sync', 'drifted', 'records-elsewhere', 'of-a-stack', 'verified'] as const;
export const CLOSED_KINDS = [
  'edge-optimized',
  'mutual-tls',
  'private',
  'cloudformation',
  'terraform',
  'flat-rate',
  'left-alone',
  'held',
  'taken-record',
] as const;
export type DomainKind = (typeof OPEN_KINDS)[number] | (typeof CLOSED_KINDS)[number];

export interface MixedDomain {
  readonly kind: DomainKind;
  readonly api: ApiName;
  readonly drift: Drift;
}

interface Drift {
  readonly viewerProtocolPolicy: 'allow-all' | 'https-only' | 'redirect-to-https';
  readonly cachePolicyId: string;
  readonly originProtocolPolicy: 'http-only' | 'match-viewer' | 'https-only';
  readonly minimumProtocolVersion: 'TLSv1_2016' | 'TLSv1.2_2021';
  readonly enabled: boolean;
  /** One path leads to the API's default endpoint, with Host. */
  readonly besideDomain: boolean;
  readonly legacy: boolean;
}

/** An HTTP API, one signed with IAM, a REST API with keys, one chosen by routing rules, a WebSocket API. */
const API_NAMES = ['shop', 'cart', 'books', 'ruled', 'chat'] as const;
type ApiName = (typeof API_NAMES)[number];

const drift = fc.record<Drift>({
  viewerProtocolPolicy: fc.constantFrom('allow-all', 'https-only', 'redirect-to-https'),
  cachePolicyId: fc.constantFrom('4135ea2d-6df8-44a3-9df3-4b5a84be39ad', '658327ea-f89d-4fab-a63d-7e88639e58f6'),
  originProtocolPolicy: fc.constantFrom('http-only', 'match-viewer', 'https-only'),
  minimumProtocolVersion: fc.constantFrom('TLSv1_2016', 'TLSv1.2_2021'),
  enabled: fc.boolean(),
  besideDomain: fc.boolean(),
  legacy: fc.boolean(),
});
const api = fc.constantFrom(...API_NAMES);

/** At least one domain to begin and one to correct, then any others. */
export const mixedDomains = fc
  .tuple(
    fc.record<MixedDomain>({ kind: fc.constant('new'), api, drift }),
    fc.record<MixedDomain>({ kind: fc.constant('drifted'), api, drift }),
    fc.array(fc.record<MixedDomain>({ kind: fc.constantFrom(...OPEN_KINDS, ...CLOSED_KINDS), api, drift }), {
      maxLength: 4,
    }),
  )
  .map(([first, second, others]): readonly MixedDomain[] => [first, second, ...others]);

export function domainName({ kind }: MixedDomain, index: number): string {
  return `${kind}-${index}.example.com`;
}

/** The domains' distributions are called by the domains' names; what is foreign, `theirs` and `blog`. */
export function mixedEstate(domains: readonly MixedDomain[]): Estate {
  const all = domains.map((domain, index) => ({ ...domain, name: domainName(domain, index) }));
  return {
    accounts: {
      [ACCOUNT]: {
        certificates: {
          edge: { region: 'us-east-1', names: ['*.example.com'] },
          regional: { region: 'eu-west-1', names: ['*.example.com'] },
        },
        apis: {
          shop: { region: 'eu-west-1', protocol: 'HTTP', routes: [{ key: 'GET /items' }] },
          cart: { region: 'eu-west-1', protocol: 'HTTP', routes: [{ key: 'POST /items', authorization: 'AWS_IAM' }] },
          books: {
            region: 'eu-west-1',
            protocol: 'REST',
            authorizers: { own: { type: 'REQUEST', identitySource: ['method.request.header.X-Session'] } },
            resources: { '/items': { GET: { authorization: 'CUSTOM', authorizer: 'own', apiKeyRequired: true } } },
          },
          chat: { region: 'eu-west-1', protocol: 'WEBSOCKET', routes: [{ key: '$connect' }, { key: '$default' }] },
        },
        secrets: { [SECRET]: { region: 'eu-west-1', value: 'the-secret-of-exactly-thirty-two' } },
        apiDomains: all.map(apiDomainOf),
        distributions: {
          ...Object.fromEntries(
            all.flatMap((domain) => (hasDistribution(domain.kind) ? [[domain.name, distributionFor(domain)]] : [])),
          ),
          ...FOREIGN_DISTRIBUTIONS,
        },
        hostedZones: [
          { name: 'example.com', records: [...all.flatMap(recordsOf), ...FOREIGN_RECORDS] },
          { name: 'example.org', records: [{ name: 'www.example.org', type: 'A', values: ['192.0.2.7'] }] },
        ],
      },
    },
  };
}

/** What nobody but AWS can write, so that no estate can say it: the tags of what a CloudFormation stack made. */
export function tagStackResources(world: World): void {
  for (const { arn, config } of world.state(cloudFront, ACCOUNT).distributions.values()) {
    if (config.CallerReference?.startsWith('cloudformation-') !== true) continue;
    world.state(resourceTags, ACCOUNT).get(arn)?.set('aws:cloudformation:stack-name', 'theirs');
  }
}

type Named = MixedDomain & { readonly name: string };

function apiDomainOf({ kind, name, api }: Named): ApiDomainEstate {
  const domain = { name, region: 'eu-west-1', certificate: 'regional', mappings: [{ api }] };
  const { certificate, mappings, ...bare } = domain;
  if (kind === 'edge-optimized' && api !== 'chat' && api !== 'ruled')
    return { ...bare, mappings, endpointTypes: ['EDGE'], edgeCertificate: 'edge' };
  if (kind === 'edge-optimized')
    return { ...bare, mappings: [{ api: 'shop' }], endpointTypes: ['EDGE'], edgeCertificate: 'edge' };
  if (kind === 'private') return { ...domain, endpointTypes: ['PRIVATE'], mappings: [] };
  const own = {
    ...domain,
    ...(kind === 'mutual-tls' && { mutualTls: { truststoreUri: 's3://trust/store.pem' } }),
    ...(kind === 'left-alone' && { tags: { 'secure-api-edge:manage': 'no' } }),
  };
  if (api !== 'ruled') return own;
  const rule = { priority: 10, headers: [{ header: 'X-Edition', value: 'beta' }], api: 'books' };
  return { ...own, mappings: [{ api: 'shop' }], routingMode: 'ROUTING_RULE_THEN_API_MAPPING', routingRules: [rule] };
}

function hasDistribution(kind: DomainKind): boolean {
  return !['new', 'edge-optimized', 'mutual-tls', 'private', 'taken-record'].includes(kind);
}

const SECRET = 'edge/origin';
const STACK = 'stack/0a1b2c3d/4e5f6a7b';
const TAGS: Partial<Record<DomainKind, Readonly<Record<string, string>>>> = {
  terraform: { ManagedBy: 'terraform' },
  'of-a-stack': { 'secure-api-edge:owner': STACK },
  verified: { 'secure-api-edge:owner': STACK, 'secure-api-edge:origin-verify': `X-Origin-Verify ${SECRET}` },
  held: { 'secure-api-edge:held': 'the proof failed' },
};

function distributionFor({ kind, name, drift }: Named): DistributionEstate {
  const asWanted = kind === 'in-sync';
  const origin = {
    Id: 'api',
    DomainName: { apiDomain: name },
    CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'X-Theirs', HeaderValue: 'kept' }] },
    CustomOriginConfig: {
      HTTPPort: 80,
      HTTPSPort: 443,
      OriginProtocolPolicy: asWanted ? 'https-only' : drift.originProtocolPolicy,
      OriginSslProtocols: { Quantity: 1, Items: ['TLSv1.2'] },
    },
  };
  const behavior = {
    ...API_BEHAVIOR,
    ViewerProtocolPolicy: asWanted ? 'redirect-to-https' : drift.viewerProtocolPolicy,
    CachePolicyId: asWanted ? API_BEHAVIOR.CachePolicyId : drift.cachePolicyId,
  };
  const isBeside = drift.besideDomain && !asWanted;
  const beside = { ...behavior, TargetOriginId: 'beside', PathPattern: '/items' };
  const origins = [origin, ...(isBeside ? [{ ...origin, Id: 'beside', DomainName: { api: 'shop' } }] : [])];
  return {
    tags: { team: 'theirs', ...TAGS[kind] },
    ...(kind === 'flat-rate' && { pricingPlan: 'PRO' }),
    config: {
      CallerReference: name,
      Comment: 'made by hand',
      Enabled: asWanted || drift.enabled,
      IsIPV6Enabled: true,
      Aliases: { Quantity: 1, Items: [name] },
      ViewerCertificate: {
        ACMCertificateArn: { certificate: 'edge' },
        SSLSupportMethod: 'sni-only',
        MinimumProtocolVersion: asWanted ? 'TLSv1.2_2021' : drift.minimumProtocolVersion,
      },
      Origins: { Quantity: origins.length, Items: origins },
      DefaultCacheBehavior: drift.legacy && !asWanted ? { ...behavior, ...LEGACY } : behavior,
      ...(isBeside && { CacheBehaviors: { Quantity: 1, Items: [beside] } }),
    },
  };
}

/** Every header is forwarded, and answers are kept. */
const LEGACY = {
  CachePolicyId: undefined,
  OriginRequestPolicyId: undefined,
  ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' }, Headers: { Quantity: 1, Items: ['*'] } },
  MinTTL: 0,
  DefaultTTL: 60,
  MaxTTL: 60,
};

function recordsOf({ kind, name }: Named): readonly RecordEstate[] {
  if (kind === 'private') return [];
  if (kind === 'taken-record') return [{ name, type: 'A', values: ['192.0.2.9'] }];
  if (!hasDistribution(kind) || kind === 'records-elsewhere') return [{ name, type: 'A', alias: { apiDomain: name } }];
  return ['A', 'AAAA'].map((type) => ({ name, type, alias: { distribution: name } }));
}

const FOREIGN_RECORDS: readonly RecordEstate[] = [
  { name: 'example.com', type: 'MX', values: ['10 mail.example.com'] },
  { name: 'example.com', type: 'TXT', values: ['"theirs"'] },
  { name: 'www.example.com', type: 'CNAME', values: ['pages.example.net'] },
  { name: 'blog.example.com', type: 'A', alias: { distribution: 'blog' } },
];

const FOREIGN_BEHAVIOR = { ...API_BEHAVIOR, TargetOriginId: 'pages', ViewerProtocolPolicy: 'allow-all' };
const FOREIGN_CONFIG = {
  Comment: 'theirs',
  Enabled: true,
  Origins: { Quantity: 1, Items: [PAGES_ORIGIN] },
  DefaultCacheBehavior: FOREIGN_BEHAVIOR,
};

const FOREIGN_DISTRIBUTIONS: Readonly<Record<string, DistributionEstate>> = {
  theirs: { config: { CallerReference: 'theirs', ...FOREIGN_CONFIG } },
  blog: {
    config: {
      CallerReference: 'blog',
      ...FOREIGN_CONFIG,
      Aliases: { Quantity: 1, Items: ['blog.example.com'] },
      ViewerCertificate: {
        ACMCertificateArn: { certificate: 'edge' },
        SSLSupportMethod: 'sni-only',
        MinimumProtocolVersion: 'TLSv1_2016',
      },
    },
  },
};
