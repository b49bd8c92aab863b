import type { DomainName, Region } from './names.ts';
import type { OriginVerify } from './origin-verify.ts';
import type { CheckId, ProofPolicy } from './proof.ts';
import type { RuleModes } from './rules.ts';

export const VIEWER_PROTOCOL_POLICIES = ['redirect-to-https', 'https-only'] as const;
export const MINIMUM_PROTOCOL_VERSIONS = ['TLSv1.2_2021', 'TLSv1.2_2025', 'TLSv1.3_2025'] as const;
export const HEADER_FORWARDINGS = ['derived', 'all-viewer'] as const;
export const ORIGIN_FORMS = ['regional-domain', 'execute-api'] as const;
export const PRICE_CLASSES = ['PriceClass_100', 'PriceClass_200', 'PriceClass_All'] as const;
export const ON_DELETES = ['restore', 'retain'] as const;
export const CERTIFICATE_REQUESTS = ['never', 'when-missing'] as const;

export type ViewerProtocolPolicy = (typeof VIEWER_PROTOCOL_POLICIES)[number];
export type MinimumProtocolVersion = (typeof MINIMUM_PROTOCOL_VERSIONS)[number];
export type HeaderForwarding = (typeof HEADER_FORWARDINGS)[number];
/** `regional-domain`: `d-….execute-api`, Host forwarded. `execute-api`: `{apiId}.execute-api` plus stage, Host not forwarded. */
export type OriginForm = (typeof ORIGIN_FORMS)[number];
export type PriceClass = (typeof PRICE_CLASSES)[number];
export type OnDelete = (typeof ON_DELETES)[number];
/** `when-missing`: ACM is asked for a certificate while none that could be served covers the name. */
export type CertificateRequest = (typeof CERTIFICATE_REQUESTS)[number];

export type Hsts =
  | { readonly kind: 'off' }
  | {
      readonly kind: 'fixed';
      readonly maxAgeSeconds: number;
      readonly includeSubdomains: boolean;
      readonly preload: boolean;
    }
  /** From five minutes to a year, one step per interval; what is beyond the name itself is said with the last step only. */
  | {
      readonly kind: 'ramp';
      readonly intervalSeconds: number;
      readonly includeSubdomains: boolean;
      readonly preload: boolean;
    }
  /** `max-age=0`: browsers forget what they were told. */
  | { readonly kind: 'brake' };

/**
 * Who may change and delete an edge. `stack` is one `Custom::SecureApiEdge`: both hashes, so that a renamed logical id of the
 * same stack can be told from another stack. `remediator` is the sweep and the terminal.
 */
export type Owner =
  | { readonly kind: 'stack'; readonly stackHash: string; readonly resourceHash: string }
  | { readonly kind: 'remediator' };

/** One domain's way in, as its owner wants it. Defaults have been applied; nothing here is optional by accident. */
export interface DesiredEdge {
  readonly domainName: DomainName;
  /** Region of the API Gateway domain; undefined: the one Region among those looked at that has it. */
  readonly apiRegion: Region | undefined;
  /** us-east-1 certificate; undefined: the best issued certificate that covers the name. */
  readonly certificateArn: string | undefined;
  /** Nothing is requested in place of a certificate that the owner named. */
  readonly requestCertificate: CertificateRequest;
  /** Public hosted zone; undefined: the zone with the longest matching name. */
  readonly hostedZoneId: string | undefined;
  readonly viewerProtocolPolicy: ViewerProtocolPolicy;
  readonly minimumProtocolVersion: MinimumProtocolVersion;
  readonly headerForwarding: HeaderForwarding;
  /** Headers that must reach the API beside the derived ones. */
  readonly allowedHeaders: readonly string[];
  readonly originForm: OriginForm;
  readonly hsts: Hsts;
  /** Header that proves to the API that a request came through the edge; undefined: none. */
  readonly originVerify: OriginVerify | undefined;
  /** undefined: leave as it is. */
  readonly webAclArn: string | undefined;
  /** undefined: leave as it is; a new distribution gets PriceClass_All. */
  readonly priceClass: PriceClass | undefined;
  readonly onDelete: OnDelete;
  /** Whether records may move to an edge that was not tried on its real name; undefined: whoever looks decides. */
  readonly proof: ProofPolicy | undefined;
  /** Path that proofs ask for. */
  readonly probePath: string;
  /** Checks of a proof whose failure the owner accepts. */
  readonly acceptedDifferences: readonly CheckId[];
  /** Rules that this edge's owner wants only reported, or not judged. */
  readonly rules: RuleModes;
  /** Tags of the owner's own, beside ours. */
  readonly tags: Readonly<Record<string, string>>;
  readonly owner: Owner;
}

/** The edge that a domain gets when nobody said anything about it. */
export function defaultEdge(domainName: DomainName, owner: Owner): DesiredEdge {
  return {
    domainName,
    apiRegion: undefined,
    certificateArn: undefined,
    requestCertificate: 'never',
    hostedZoneId: undefined,
    viewerProtocolPolicy: 'redirect-to-https',
    minimumProtocolVersion: 'TLSv1.2_2021',
    headerForwarding: 'derived',
    allowedHeaders: [],
    originForm: 'regional-domain',
    hsts: { kind: 'off' },
    originVerify: undefined,
    webAclArn: undefined,
    priceClass: undefined,
    onDelete: 'restore',
    proof: undefined,
    probePath: '/',
    acceptedDifferences: [],
    rules: {},
    tags: {},
    owner,
  };
}
