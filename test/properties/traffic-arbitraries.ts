/** What the laws of continuous traffic vary: the API, the mistakes in a distribution, what its owner asks for, and the process that looks. */
import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import fc from 'fast-check';
import type { DesiredEdge } from '../../functions/reconciler/model/edge.ts';
import { DOMAIN, type EstateChanges } from '../support/estates.ts';
import { ALL_VIEWER_EXCEPT_HOST, CACHING_OPTIMIZED, HOST_ONLY, rest } from '../support/symptom.ts';
import type { LookerTraits } from './looker.ts';

export interface ApiKind {
  readonly estate: EstateChanges;
  readonly headers: Readonly<Record<string, string>>;
}

const JWT = {
  type: 'JWT',
  identitySource: ['$request.header.Authorization'],
  issuer: 'https://id.example.com',
  audience: ['shop'],
} as const;
const authorized = {
  authorizers: { people: JWT },
  routes: [{ key: '$default', authorization: 'JWT', authorizer: 'people' }],
} as const;

const KINDS: Readonly<Record<string, ApiKind>> = {
  open: { estate: {}, headers: {} },
  'JWT authorizer': { estate: { api: authorized }, headers: { authorization: 'Bearer good' } },
  'REST API with keys': { estate: { api: { ...rest({ apiKeyRequired: true }) } }, headers: { 'x-api-key': 'key' } },
  'CNAME record': {
    estate: { records: [{ name: DOMAIN, type: 'CNAME', ttl: 300, values: [{ apiDomain: DOMAIN }] }] },
    headers: { authorization: 'Bearer good' },
  },
};

export const EVERY_KIND: readonly ApiKind[] = Object.values(KINDS);
/** A process that lives, and whose calls take time. */
export const ALIVE: LookerTraits = { secondsPerCall: 1 };

/** An API, how its name leads to it, and the headers without which it serves nobody. */
export const kind = fc.constantFrom(...Object.keys(KINDS)).map((name) => KINDS[name]!);
const alive = fc.record<LookerTraits>({ secondsPerCall: fc.constantFrom(0, 1, 13) });
const dying = fc.record<LookerTraits>({
  secondsPerCall: fc.constantFrom(0, 1, 13),
  diesAt: fc.record({ nth: fc.integer({ min: 1, max: 120 }), effect: fc.constantFrom('before', 'after') }),
});
/** A process that lives, or dies at any of its calls. */
export const looking = fc.oneof(alive, dying);

/** What people do in the console. */
export const MISTAKES: Readonly<Record<string, (config: DistributionConfig) => void>> = {
  'allow-all': ({ DefaultCacheBehavior }) =>
    Object.assign(DefaultCacheBehavior!, { ViewerProtocolPolicy: 'allow-all' }),
  'https-only': ({ DefaultCacheBehavior }) =>
    Object.assign(DefaultCacheBehavior!, { ViewerProtocolPolicy: 'https-only' }),
  caching: ({ DefaultCacheBehavior }) => Object.assign(DefaultCacheBehavior!, { CachePolicyId: CACHING_OPTIMIZED }),
  'no Host': ({ DefaultCacheBehavior }) =>
    Object.assign(DefaultCacheBehavior!, { OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST }),
  'Host only': ({ DefaultCacheBehavior }) => Object.assign(DefaultCacheBehavior!, { OriginRequestPolicyId: HOST_ONLY }),
  'two methods': ({ DefaultCacheBehavior }) => {
    const two = { Quantity: 2, Items: ['GET' as const, 'HEAD' as const] };
    DefaultCacheBehavior!.AllowedMethods = { ...two, CachedMethods: two };
  },
  'match-viewer': ({ Origins }) =>
    Object.assign(Origins!.Items![0]!.CustomOriginConfig!, { OriginProtocolPolicy: 'match-viewer' }),
  'http-only': ({ Origins }) =>
    Object.assign(Origins!.Items![0]!.CustomOriginConfig!, { OriginProtocolPolicy: 'http-only' }),
  'old TLS': ({ Origins }) =>
    Object.assign(Origins!.Items![0]!.CustomOriginConfig!, { OriginSslProtocols: { Quantity: 1, Items: ['TLSv1.1'] } }),
  disabled: (config) => Object.assign(config, { Enabled: false }),
};
export const mistakes = fc.subarray(Object.keys(MISTAKES), { minLength: 1, maxLength: 3 });

/** What an owner may ask for beside the usual, each without losing anybody. */
export const settings = fc.record<Partial<DesiredEdge>>({
  originForm: fc.constantFrom('regional-domain', 'execute-api'),
  headerForwarding: fc.constantFrom('derived', 'all-viewer'),
  minimumProtocolVersion: fc.constantFrom('TLSv1.2_2021', 'TLSv1.2_2025'),
  hsts: fc.constantFrom(
    { kind: 'off' } as const,
    { kind: 'fixed', maxAgeSeconds: 300, includeSubdomains: false, preload: false } as const,
  ),
  priceClass: fc.constantFrom('PriceClass_100', 'PriceClass_All'),
  allowedHeaders: fc.constantFrom([], ['x-api-key', 'x-tenant']),
});
