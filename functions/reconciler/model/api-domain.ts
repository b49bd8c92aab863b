import type { DomainName, Region } from './names.ts';
import type { Observed } from './observed.ts';

/** One endpoint configuration of a custom domain. A domain may have two while it migrates from EDGE to REGIONAL. */
export interface ApiEndpoint {
  readonly type: 'EDGE' | 'REGIONAL' | 'PRIVATE';
  /** `d-….execute-api.REGION.amazonaws.com`, or an AWS-owned `….cloudfront.net` for EDGE. */
  readonly targetDomainName: DomainName;
  readonly hostedZoneId: string;
  /** `AVAILABLE`, `UPDATING`, `PENDING_CERTIFICATE_REIMPORT`, `PENDING_OWNERSHIP_VERIFICATION`. */
  readonly status: string;
  readonly securityPolicy: string;
}

/** What one mapped API authorizes with, allows and names: the inputs of the header allowlist. */
export interface MappedApi {
  readonly apiId: string;
  readonly stage: string;
  /** Path below the domain; '' for the root. */
  readonly mappingKey: string;
  /** `REST`: an API that API Gateway v2 does not list; what it needs cannot be read through v2. */
  readonly protocol: 'HTTP' | 'WEBSOCKET' | 'REST';
  readonly defaultEndpoint: 'enabled' | 'disabled' | 'unknown';
  /** Headers named as identity source of an authorizer, as configured. */
  readonly identityHeaders: readonly string[];
  readonly authorization: readonly ('NONE' | 'AWS_IAM' | 'JWT' | 'CUSTOM')[];
  readonly apiKey: 'required' | 'not-required' | 'unknown';
  /** Headers that the CORS configuration allows callers to send. */
  readonly corsAllowHeaders: readonly string[];
}

/** An API Gateway custom domain, seen in one Region. */
export interface ApiDomain {
  readonly domainName: DomainName;
  readonly region: Region;
  readonly endpoints: readonly ApiEndpoint[];
  readonly mutualTls: 'on' | 'off';
  /** `API_MAPPING_ONLY`, `ROUTING_RULE_ONLY` or `ROUTING_RULE_THEN_API_MAPPING`. */
  readonly routingMode: string;
  readonly apis: Observed<readonly MappedApi[]>;
}

/** The endpoint that a distribution can stand in front of, if the domain has one. */
export function regionalEndpoint(domain: ApiDomain): ApiEndpoint | undefined {
  return domain.endpoints.find((endpoint) => endpoint.type === 'REGIONAL');
}
