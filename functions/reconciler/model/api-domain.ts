import { type DomainName, parseRegion, type Region } from './names.ts';
import type { Observed } from './observed.ts';

/** One endpoint configuration of a custom domain. A domain may have two while it migrates from EDGE to REGIONAL. */
export interface ApiEndpoint {
  readonly type: 'EDGE' | 'REGIONAL' | 'PRIVATE';
  /** `d-….execute-api.REGION.amazonaws.com`, or an AWS-owned `….cloudfront.net` for EDGE. */
  readonly targetDomainName: DomainName;
  readonly hostedZoneId: string;
  /** `AVAILABLE`, `UPDATING`, `PENDING_CERTIFICATE_REIMPORT`, `PENDING_OWNERSHIP_VERIFICATION`, `PENDING`, `FAILED`. */
  readonly status: string;
  /** `TLS_1_0`, `TLS_1_2` or one of the enhanced `SecurityPolicy_…`. */
  readonly securityPolicy: string;
}

/** Who decides which API a request gets. */
export const ROUTING_MODES = ['API_MAPPING_ONLY', 'ROUTING_RULE_ONLY', 'ROUTING_RULE_THEN_API_MAPPING'] as const;
export type RoutingMode = (typeof ROUTING_MODES)[number];

/** What an API that a domain leads to authorizes with, allows, names and answers: what a distribution in front of it has to know. */
export interface MappedApi {
  readonly apiId: string;
  readonly stage: string;
  /** Path below the domain that is taken off before the API's routes are looked up; '' for the root. */
  readonly mappingKey: string;
  readonly protocol: 'HTTP' | 'WEBSOCKET' | 'REST';
  /** The API's own `{apiId}.execute-api` endpoint. */
  readonly defaultEndpoint: 'enabled' | 'disabled';
  /** Headers named as identity source of an authorizer, as configured. */
  readonly identityHeaders: readonly string[];
  readonly authorization: readonly ('NONE' | 'AWS_IAM' | 'JWT' | 'CUSTOM' | 'COGNITO_USER_POOLS')[];
  /** Whether callers have to send `x-api-key`; a key that an authorizer answers with is no header. */
  readonly apiKey: 'required' | 'not-required';
  /** Headers that the CORS configuration allows callers to send. */
  readonly corsAllowHeaders: readonly string[];
  /** Headers that methods or routes declare as parameters, required or not. */
  readonly declaredHeaders: readonly string[];
  /** Headers by which a routing rule of the domain selects this API; empty for a mapping. */
  readonly routingHeaders: readonly string[];
  /** Paths of the API's own routes: `/pets/{id}`, `/{proxy+}`. An HTTP API's `$default` is `/{proxy*}`: every path, `/` too. */
  readonly routes: readonly string[];
}

/** An API Gateway custom domain, seen in one Region. */
export interface ApiDomain {
  readonly domainName: DomainName;
  readonly region: Region;
  readonly endpoints: readonly ApiEndpoint[];
  readonly mutualTls: 'on' | 'off';
  /** `STRICT`: requests get in only where SNI and Host agree and by the domain's own type of endpoint. */
  readonly accessMode: 'BASIC' | 'STRICT';
  readonly routingMode: RoutingMode;
  /** What its tag `secure-api-edge:manage` says, as it stands there; undefined without one. */
  readonly manage?: string;
  /** Whatever mappings and routing rules lead to, as far as the routing mode looks at them. */
  readonly apis: Observed<readonly MappedApi[]>;
}

/** A custom domain as an origin that leads to it knows it. */
export type CustomDomain = Pick<ApiDomain, 'domainName' | 'region' | 'endpoints'>;

/** An API's own endpoint, which knows no custom domain. */
export interface DefaultEndpoint {
  readonly apiId: string;
  readonly region: Region;
}

/** The API behind a name `{apiId}.execute-api.…`; undefined for any other name, a custom domain's regional endpoint (`d-…`) among them. */
export function defaultEndpointOf(name: DomainName): DefaultEndpoint | undefined {
  const [, apiId, regionName = ''] =
    /^([a-z0-9]+)\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(name) ?? [];
  const region = parseRegion(regionName);
  return apiId === undefined || region === undefined ? undefined : { apiId, region };
}

/** The Region of a custom domain's regional endpoint (`d-….execute-api.…`); undefined for any other name. */
export function endpointRegion(name: DomainName): Region | undefined {
  const [, region = ''] = /^d-[a-z0-9]+\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(name) ?? [];
  return parseRegion(region);
}

/**
 * Of all domains of one name, those that could be meant: the chosen Region's, or all. A private domain may have the name of a public one; callers on
 * the internet get the public one.
 */
export function domainsToFront(everywhere: readonly ApiDomain[], apiRegion: Region | undefined): readonly ApiDomain[] {
  const candidates = everywhere.filter((domain) => apiRegion === undefined || domain.region === apiRegion);
  const open = candidates.filter((domain) => !isPrivate(domain));
  return open.length > 0 ? open : candidates;
}

export function isPrivate({ endpoints }: CustomDomain): boolean {
  return endpoints.some((endpoint) => endpoint.type === 'PRIVATE');
}

/** The endpoint that a distribution can stand in front of, if the domain has one. */
export function regionalEndpoint(domain: CustomDomain): ApiEndpoint | undefined {
  return domain.endpoints.find((endpoint) => endpoint.type === 'REGIONAL');
}
