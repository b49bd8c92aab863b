import { createHash } from 'node:crypto';
import type { MappedApi } from '../model/api-domain.ts';
import type { DesiredEdge } from '../model/edge.ts';
import type {
  HeaderPolicies,
  NewPolicy,
  OriginRequestPolicy,
  StrictTransportSecurity,
} from '../model/header-policies.ts';
import { ALL_VIEWER, ALL_VIEWER_EXCEPT_HOST_HEADER } from '../model/managed-policies.ts';
import type { Step } from '../model/plan.ts';
import {
  type AllowlistInputs,
  type AuthorizationInPolicies,
  deriveAllowlist,
  type HeaderAllowlist,
} from './header-allowlist.ts';
import { READY } from './part-plan.ts';

/** Our custom policies, by their name. Ownership of a policy is its name: CloudFront cannot tag policies. */
export const POLICY_NAME_PREFIX = 'secure-api-edge-';

/** A policy that a behavior should refer to: by id when it exists, by its future name while it does not. */
export interface PolicyRef {
  readonly kind: 'policy';
  readonly id: string;
  readonly name: string;
  /** Set while the policy has to be created first. */
  readonly missing: NewPolicy | undefined;
  readonly allowlist: HeaderAllowlist;
}

/** The origin request policy for an origin that gets the viewer's Host, or its own name instead. */
export type OriginRequestPolicyFor = (
  host: 'forwarded' | 'replaced',
  keep: AllowlistInputs['keep'],
) => PolicyRef | Extract<HeaderAllowlist, { kind: 'refused' }>;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const DISTRIBUTIONS_PER_POLICY = 100;

/** Policies are named by their content, so that 200 domains which need the same headers share one of the 20 an account may have. */
export function originRequestPolicies(
  edge: DesiredEdge,
  apis: readonly MappedApi[],
  policies: HeaderPolicies,
  usesElsewhere: Readonly<Record<string, number>>,
  authorization: AuthorizationInPolicies,
): OriginRequestPolicyFor {
  return (host, keep) => {
    const allowlist = deriveAllowlist({
      authorization,
      keep,
      forwarding: edge.headerForwarding,
      host,
      apis,
      allowedHeaders: edge.allowedHeaders,
      verifyHeader: edge.originVerify?.headerName,
    });
    if (allowlist.kind === 'refused') return allowlist;
    if (allowlist.kind === 'all-viewer') {
      const id = host === 'forwarded' ? ALL_VIEWER : ALL_VIEWER_EXCEPT_HOST_HEADER;
      return {
        kind: 'policy',
        id,
        name: host === 'forwarded' ? 'Managed-AllViewer' : 'Managed-AllViewerExceptHostHeader',
        missing: undefined,
        allowlist,
      };
    }
    const headers = allowlist.headers.map((header) => header.name).sort(ignoringCase);
    const content = `${POLICY_NAME_PREFIX}headers-${contentHash(headers.join(' ').toLowerCase())}`;
    const { name, existing } = firstFitting(
      content,
      policies.originRequestPolicies,
      (policy) => carriesExactly(policy, headers) && (usesElsewhere[policy.id] ?? 0) < DISTRIBUTIONS_PER_POLICY,
    );
    return {
      kind: 'policy',
      id: existing?.id ?? name,
      name,
      missing: existing ? undefined : { kind: 'origin-request', name, headers },
      allowlist,
    };
  };
}

export interface ResponseHeadersPolicyRef {
  readonly id: string;
  readonly name: string;
  readonly missing: NewPolicy | undefined;
}

/** One response headers policy per distinct HSTS setting, shared by every edge that has it. */
export function responseHeadersPolicy(
  hsts: StrictTransportSecurity,
  policies: HeaderPolicies,
  usesElsewhere: Readonly<Record<string, number>>,
): ResponseHeadersPolicyRef {
  const wanted = describeHsts(hsts);
  const { name, existing } = firstFitting(
    hstsPolicyName(hsts),
    policies.responseHeadersPolicies,
    ({ id, strictTransportSecurity: carried }) =>
      carried !== undefined && describeHsts(carried) === wanted && (usesElsewhere[id] ?? 0) < DISTRIBUTIONS_PER_POLICY,
  );
  const missing = existing ? undefined : ({ kind: 'response-headers', name, strictTransportSecurity: hsts } as const);
  return { id: existing?.id ?? name, name, missing };
}

/**
 * The policy of this name that has the content its name promises and room for one more distribution, or the next name that is free. One that
 * somebody edited is never edited back, others may use it by now: it is left behind.
 */
function firstFitting<Policy extends { readonly name: string }>(
  content: string,
  policies: readonly Policy[],
  fits: (policy: Policy) => boolean,
): { readonly name: string; readonly existing: Policy | undefined } {
  for (let edition = 1; ; edition += 1) {
    const name = edition === 1 ? content : `${content}-${edition}`;
    const existing = policies.find((policy) => policy.name === name);
    if (existing === undefined || fits(existing)) return { name, existing };
  }
}

/** Whether an attached policy is as good as the wanted one, whatever it is called: an edge does not move from one edition to another. */
export function meets(wanted: PolicyRef, attached: OriginRequestPolicy | undefined): boolean {
  if (attached === undefined || wanted.allowlist.kind !== 'listed') return attached?.id === wanted.id;
  return carriesExactly(
    attached,
    wanted.allowlist.headers.map((header) => header.name),
  );
}

function carriesExactly(policy: OriginRequestPolicy, headers: readonly string[]): boolean {
  const { headers: selection, cookies, queryStrings } = policy;
  const wanted = headers.map((header) => header.toLowerCase()).sort();
  return (
    selection.kind === 'only' && selection.names.join() === wanted.join() && cookies === 'all' && queryStrings === 'all'
  );
}

function hstsPolicyName({ maxAgeSeconds, includeSubdomains, preload }: StrictTransportSecurity): string {
  return `${POLICY_NAME_PREFIX}hsts-${maxAgeSeconds}${includeSubdomains ? '-subdomains' : ''}${preload ? '-preload' : ''}`;
}

/** Creates what the distribution will refer to; the distribution waits for the next look, which knows the new id. */
export function createPolicySteps(policies: readonly NewPolicy[]): readonly Step[] {
  const byName = new Map(policies.map((policy) => [policy.name, policy]));
  return [...byName.values()].map((policy) =>
    policy.kind === 'origin-request'
      ? {
          part: 'header-policies',
          action: 'create',
          policy,
          target: `origin request policy ${policy.name}`,
          changes: [
            {
              path: 'HeadersConfig.Headers',
              before: undefined,
              after: policy.headers,
              because: ['EDGE-07', 'EDGE-08'],
            },
            { path: 'CookiesConfig.CookieBehavior', before: undefined, after: 'all', because: ['EDGE-09'] },
            { path: 'QueryStringsConfig.QueryStringBehavior', before: undefined, after: 'all', because: ['EDGE-09'] },
          ],
          because: ['EDGE-07', 'EDGE-08', 'EDGE-09'],
          state: READY,
        }
      : {
          part: 'header-policies',
          action: 'create',
          policy,
          target: `response headers policy ${policy.name}`,
          changes: [
            {
              path: 'SecurityHeadersConfig.StrictTransportSecurity',
              before: undefined,
              after: describeHsts(policy.strictTransportSecurity),
              because: ['EDGE-13'],
            },
          ],
          because: ['EDGE-13'],
          state: READY,
        },
  );
}

export function describeHsts({ maxAgeSeconds, includeSubdomains, preload }: StrictTransportSecurity): string {
  return `max-age=${maxAgeSeconds}${includeSubdomains ? '; includeSubDomains' : ''}${preload ? '; preload' : ''}`;
}

function contentHash(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}

function ignoringCase(a: string, b: string): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1;
}
