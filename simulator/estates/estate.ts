import {
  type ApiKeySourceType,
  type EndpointAccessMode,
  type EndpointType,
  SecurityPolicy,
} from '@aws-sdk/client-api-gateway';
import type { Cors, RoutingMode } from '@aws-sdk/client-apigatewayv2';
import type { UnknownElement } from '../core/unknown-xml.ts';
import type { planTiers } from '../pricing-plan-manager/state.ts';

/**
 * What exists in the simulated AWS at the start, as one JSON document. Things have names of the document's own
 * (`certificates.edge`), and where AWS wants an ARN, an id or a host name, the document refers to them by those names.
 * README.md documents every member.
 */
export interface Estate {
  /** By 12-digit account id. */
  readonly accounts: Readonly<Record<string, AccountEstate>>;
}

export interface AccountEstate {
  readonly roles?: readonly RoleEstate[];
  readonly certificates?: Readonly<Record<string, CertificateEstate>>;
  readonly apis?: Readonly<Record<string, ApiEstate>>;
  readonly apiDomains?: readonly ApiDomainEstate[];
  readonly distributions?: Readonly<Record<string, DistributionEstate>>;
  readonly hostedZones?: readonly HostedZoneEstate[];
  readonly secrets?: Readonly<Record<string, SecretEstate>>;
  readonly quotas?: QuotaEstate;
}

export interface RoleEstate {
  readonly name: string;
  readonly externalId?: string;
  readonly trustedAccounts?: readonly string[];
}

export const certificateStatuses = [
  'ISSUED',
  'PENDING_VALIDATION',
  'INACTIVE',
  'EXPIRED',
  'VALIDATION_TIMED_OUT',
  'REVOKED',
  'FAILED',
] as const;
export const keyAlgorithms = [
  'RSA_1024',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'EC_prime256v1',
  'EC_secp384r1',
  'EC_secp521r1',
] as const;
export const certificateTypes = ['AMAZON_ISSUED', 'IMPORTED', 'PRIVATE'] as const;

export interface CertificateEstate {
  readonly region: string;
  /** The first is the certificate's domain name; all are subject alternative names. */
  readonly names: readonly string[];
  /** @default ISSUED */
  readonly status?: (typeof certificateStatuses)[number];
  /** @default RSA_2048 */
  readonly keyAlgorithm?: (typeof keyAlgorithms)[number];
  /** @default AMAZON_ISSUED */
  readonly type?: (typeof certificateTypes)[number];
  /** Counted from the simulated start; negative for a certificate that has expired. @default 300 */
  readonly expiresInDays?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

export const apiProtocols = ['HTTP', 'REST', 'WEBSOCKET'] as const;

export interface ApiEstate {
  readonly region: string;
  readonly protocol: (typeof apiProtocols)[number];
  /** @default `$default` for an HTTP API, `prod` otherwise */
  readonly stages?: readonly string[];
  readonly disableExecuteApiEndpoint?: boolean;
  /** HTTP APIs only. */
  readonly cors?: Cors;
  readonly authorizers?: Readonly<Record<string, AuthorizerEstate>>;
  /** HTTP and WebSocket APIs only. */
  readonly routes?: readonly RouteEstate[];
  /** REST APIs only. @default REGIONAL */
  readonly endpointType?: EndpointType;
  /** REST APIs only. @default HEADER */
  readonly apiKeySource?: ApiKeySourceType;
  /** REST APIs only, in bytes. @default no compression */
  readonly minimumCompressionSize?: number;
  /** REST APIs only: by path, then by HTTP method. */
  readonly resources?: Readonly<Record<string, Readonly<Record<string, MethodEstate>>>>;
  readonly tags?: Readonly<Record<string, string>>;
}

export const authorizerTypes = ['JWT', 'REQUEST', 'TOKEN', 'COGNITO_USER_POOLS'] as const;

export interface AuthorizerEstate {
  /** JWT or REQUEST for HTTP APIs, REQUEST for WebSocket APIs, REQUEST, TOKEN or COGNITO_USER_POOLS for REST APIs. */
  readonly type: (typeof authorizerTypes)[number];
  readonly identitySource: readonly string[];
  /** JWT only. */
  readonly issuer?: string;
  /** JWT only. */
  readonly audience?: readonly string[];
}

export interface RouteEstate {
  readonly key: string;
  readonly authorization?: 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'JWT';
  /** Name of an authorizer of the same API. */
  readonly authorizer?: string;
  readonly apiKeyRequired?: boolean;
}

export const httpMethods = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;
export const methodAuthorizations = ['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS'] as const;

export interface MethodEstate {
  /** @default NONE */
  readonly authorization?: (typeof methodAuthorizations)[number];
  /** Name of an authorizer of the same API. */
  readonly authorizer?: string;
  readonly apiKeyRequired?: boolean;
  /** By location, for example `method.request.header.X-Request-Id`: whether it is required. */
  readonly requestParameters?: Readonly<Record<string, boolean>>;
}

export const securityPolicies = Object.values(SecurityPolicy);

export interface ApiDomainEstate {
  readonly name: string;
  readonly region: string;
  /** @default REGIONAL only */
  readonly endpointTypes?: readonly EndpointType[];
  /** Certificate in the domain's Region, for the REGIONAL or PRIVATE endpoint. */
  readonly certificate?: string;
  /** Certificate in us-east-1, for the EDGE endpoint. */
  readonly edgeCertificate?: string;
  readonly ownershipCertificate?: string;
  /** @default TLS_1_2 */
  readonly securityPolicy?: SecurityPolicy;
  /** Wanted by every `SecurityPolicy_*`. */
  readonly endpointAccessMode?: EndpointAccessMode;
  readonly ipAddressType?: 'ipv4' | 'dualstack';
  readonly mutualTls?: { readonly truststoreUri: string; readonly truststoreVersion?: string };
  readonly routingMode?: RoutingMode;
  readonly mappings?: readonly ApiMappingEstate[];
  readonly routingRules?: readonly RoutingRuleEstate[];
  readonly tags?: Readonly<Record<string, string>>;
}

export interface ApiMappingEstate {
  /** Name of an API of the same account and Region. */
  readonly api: string;
  /** @default the API's first stage */
  readonly stage?: string;
  readonly key?: string;
}

/** All conditions must hold; without any, the rule takes every request. */
export interface RoutingRuleEstate {
  readonly priority: number;
  /** Up to two, each with the values as AWS writes them (`beta*`). */
  readonly headers?: readonly { readonly header: string; readonly value: string }[];
  /** Any of these. */
  readonly basePaths?: readonly string[];
  /** Name of a REST API of the same account and Region. */
  readonly api: string;
  /** @default the API's first stage */
  readonly stage?: string;
  readonly stripBasePath?: boolean;
}

export interface DistributionEstate {
  /** A `DistributionConfig` as the SDK writes it; any value in it may be a `Reference`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** What the configuration has that the SDK's model does not know. */
  readonly unknownElements?: readonly UnknownElement[];
  /** Tier of the flat-rate plan that it is on. @default none */
  readonly pricingPlan?: (typeof planTiers)[number];
  readonly tags?: Readonly<Record<string, string>>;
}

export interface HostedZoneEstate {
  readonly name: string;
  /** Makes the zone private. */
  readonly vpc?: { readonly id: string; readonly region: string };
  readonly records?: readonly RecordEstate[];
}

export interface RecordEstate {
  readonly name: string;
  readonly type: string;
  /** @default 300; an alias record has none */
  readonly ttl?: number;
  /** Either `values` or `alias`. */
  readonly values?: readonly (string | Reference)[];
  readonly alias?: Reference | AliasEstate;
  readonly setIdentifier?: string;
  readonly weight?: number;
  readonly region?: string;
}

export interface AliasEstate {
  readonly dnsName: string;
  readonly hostedZoneId: string;
}

export interface SecretEstate {
  readonly region: string;
  readonly value: string;
  /** The version that the rotation before replaced, still readable as AWSPREVIOUS. */
  readonly previousValue?: string;
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Stands for a value that only exists once the estate is loaded: a certificate's ARN, the regional (or edge) host name of
 * an API domain, the execute-api host name of an API, the `cloudfront.net` name of a distribution. Looked up in the same
 * account first, then in the others.
 */
export type Reference =
  | { readonly certificate: string }
  | { readonly apiDomain: string; readonly region?: string }
  | { readonly api: string }
  | { readonly distribution: string };

/** Raised quotas; what is not named keeps AWS's default. */
export interface QuotaEstate {
  /** Custom domain names per Region. */
  readonly apiDomains?: number;
  readonly distributions?: number;
  readonly hostedZones?: number;
}

export const emptyEstate: Estate = { accounts: {} };
