import type { Cors, RoutingMode } from '@aws-sdk/client-apigatewayv2';

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
  /** HTTP and WebSocket APIs only. */
  readonly authorizers?: Readonly<Record<string, AuthorizerEstate>>;
  /** HTTP and WebSocket APIs only. */
  readonly routes?: readonly RouteEstate[];
  readonly tags?: Readonly<Record<string, string>>;
}

export interface AuthorizerEstate {
  readonly type: 'JWT' | 'REQUEST';
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

export interface ApiDomainEstate {
  readonly name: string;
  readonly region: string;
  /** @default REGIONAL only */
  readonly endpointTypes?: readonly ('EDGE' | 'REGIONAL')[];
  /** Certificate in the domain's Region, for the REGIONAL endpoint. */
  readonly certificate?: string;
  /** Certificate in us-east-1, for the EDGE endpoint. */
  readonly edgeCertificate?: string;
  readonly ownershipCertificate?: string;
  readonly securityPolicy?: 'TLS_1_0' | 'TLS_1_2';
  readonly ipAddressType?: 'ipv4' | 'dualstack';
  readonly mutualTls?: { readonly truststoreUri: string; readonly truststoreVersion?: string };
  readonly routingMode?: RoutingMode;
  readonly mappings?: readonly ApiMappingEstate[];
  readonly tags?: Readonly<Record<string, string>>;
}

export interface ApiMappingEstate {
  /** Name of an API of the same account and Region. */
  readonly api: string;
  /** @default the API's first stage */
  readonly stage?: string;
  readonly key?: string;
}

export interface DistributionEstate {
  /** A `DistributionConfig` as the SDK writes it; any value in it may be a `Reference`. */
  readonly config: Readonly<Record<string, unknown>>;
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
}

export const emptyEstate: Estate = { accounts: {} };
