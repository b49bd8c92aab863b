/**
 * EDGE-07, EDGE-08, EDGE-09 and the caching half of EDGE-11, per behavior that leads to an API. They are judged together because they are
 * corrected together: a cache policy also forwards its key, so exchanging it for CachingDisabled changes what reaches the API, and one
 * origin request policy carries Host, headers, cookies and query strings.
 */
import { type BehaviorAt, behaviorsOf, type Forwarding, isApiOrigin, type Origin } from '../../model/distribution.ts';
import { type NewPolicy, selects } from '../../model/header-policies.ts';
import { CACHING_DISABLED } from '../../model/managed-policies.ts';
import { isMadeByUs } from '../../model/owner-tags.ts';
import type { RuleId } from '../../model/rules.ts';
import { type AllowlistInputs, HEADERS_PER_POLICY } from '../header-allowlist.ts';
import { meets, type PolicyRef } from '../header-policies.ts';
import {
  type Correction,
  cachePolicyOf,
  cannotTell,
  drifts,
  expectSetting,
  type Finding,
  type Host,
  hostFor,
  isCachingDisabled,
  isCustomDomainByName,
  originOf,
  passes,
  type RuleInputs,
  refuses,
  targetsApiGroup,
} from './finding.ts';
import { type Forwarded, forwardedByLegacy, forwardedByPolicies, REMOVED_BY_LEGACY } from './forwarded.ts';

type LegacyForwarding = Extract<Forwarding, { kind: 'forwarded-values' }>;

interface ApiBehavior extends BehaviorAt {
  readonly origin: Origin;
  readonly host: Host;
  readonly wanted: PolicyRef;
  /** Regional endpoint of the edge's own domain. */
  readonly ownEndpoint: string;
}

export function forwardingRules(inputs: RuleInputs): readonly Finding[] {
  return behaviorsOf(inputs.distribution.settings).flatMap((at) => {
    if (targetsApiGroup(inputs.distribution, at.behavior)) {
      const detail = `targets origin group ${at.behavior.targetOriginId} with an API in it, which EDGE-07 to EDGE-11 do not judge`;
      return [cannotTell('EDGE-07', `${at.path}.TargetOriginId`, detail)];
    }
    const origin = originOf(inputs.distribution, at.behavior);
    if (origin === undefined || !isApiOrigin(origin)) return [];
    const host = hostFor(origin, hostNow(inputs, at));
    const wanted = inputs.originRequestPolicyFor(host, forwardedToday(inputs, at));
    if (wanted.kind === 'refused') return [refuses('EDGE-08', `${at.path} headers`, wanted.detail)];
    const { forwarding } = at.behavior;
    const behavior = { ...at, origin, host, wanted, ownEndpoint: inputs.api.endpoint.targetDomainName };
    return forwarding.kind === 'policies' ? byPolicies(inputs, behavior, forwarding) : byLegacy(behavior, forwarding);
  });
}

function hostNow({ policies }: RuleInputs, { behavior: { forwarding } }: BehaviorAt): Host {
  if (forwarding.kind === 'forwarded-values')
    return forwardedByLegacy(forwarding).header('Host') ? 'forwarded' : 'replaced';
  const selections = [
    policies.cachePolicies.find(({ id }) => id === forwarding.cachePolicyId)?.headers,
    policies.originRequestPolicies.find(({ id }) => id === forwarding.originRequestPolicyId)?.headers,
  ];
  return selections.some((selection) => selection !== undefined && selects(selection, 'Host'))
    ? 'forwarded'
    : 'replaced';
}

/** On a distribution that this tool made the list is exact. On anybody else's nothing that arrives today is taken away. */
function forwardedToday(inputs: RuleInputs, { behavior }: BehaviorAt): AllowlistInputs['keep'] {
  const { forwarding } = behavior;
  if (isMadeByUs(inputs.distribution) || forwarding.kind !== 'policies') return [];
  const originRequestPolicy = inputs.policies.originRequestPolicies.find(
    (policy) => policy.id === forwarding.originRequestPolicyId,
  );
  const selections = [originRequestPolicy?.headers, cachePolicyOf(inputs, forwarding.cachePolicyId)?.headers];
  const names = selections.map((selection) => (selection?.kind === 'only' ? selection.names : []));
  return selections.some((selection) => selection?.kind === 'all' || selection?.kind === 'all-except')
    ? 'all'
    : names.flat();
}

function byPolicies(
  inputs: RuleInputs,
  at: ApiBehavior,
  forwarding: Extract<Forwarding, { kind: 'policies' }>,
): readonly Finding[] {
  const attached = cachePolicyOf(inputs, forwarding.cachePolicyId);
  const cachingDisabled = cachePolicyOf(inputs, CACHING_DISABLED);
  if (attached === undefined || cachingDisabled === undefined) {
    return [
      cannotTell(
        'EDGE-11',
        `${at.path}.CachePolicyId`,
        `cache policy ${forwarding.cachePolicyId} is not known in this account`,
      ),
    ];
  }
  const id = forwarding.originRequestPolicyId;
  const originRequestPolicy = inputs.policies.originRequestPolicies.find((policy) => policy.id === id);
  if (id !== undefined && originRequestPolicy === undefined) {
    return [
      cannotTell(
        'EDGE-08',
        `${at.path}.OriginRequestPolicyId`,
        `origin request policy ${id} is not known in this account`,
      ),
    ];
  }

  const caching = isCachingDisabled(attached)
    ? passes('EDGE-11', `${at.path}.CachePolicyId`, attached.id)
    : expectSetting('EDGE-11', `${at.path}.CachePolicyId`, attached.id, CACHING_DISABLED);
  const after = isCachingDisabled(attached) ? attached : cachingDisabled;
  const correction = { path: `${at.path}.OriginRequestPolicyId`, before: id, after: at.wanted.id };
  // On a distribution that this tool made the list is exact; on an adopted one, more than needed is its owner's choice.
  const exact = isMadeByUs(inputs.distribution) && !meets(at.wanted, originRequestPolicy);
  const missing = at.wanted.missing === undefined ? [] : [at.wanted.missing];
  return [caching, ...judge(at, forwardedByPolicies(after, originRequestPolicy), [correction], missing, exact)];
}

/** EDGE-07, EDGE-08 and EDGE-09 on what reaches the origin now. All of them share the same corrections. */
function judge(
  at: ApiBehavior,
  forwarded: Forwarded,
  corrections: readonly Correction[],
  newPolicies: readonly NewPolicy[],
  exact: boolean,
): readonly Finding[] {
  const finding = (rule: RuleId, what: string, ok: boolean, before: string, after: string) =>
    ok
      ? passes(rule, `${at.path} ${what}`, before)
      : drifts(rule, `${at.path} ${what}`, before, after, corrections, newPolicies);
  const before = forwarded.header('Host') ? 'forwarded' : 'replaced';
  const missing = neededHeaders(at).filter((name) => !forwarded.header(name));
  const headersNow =
    missing.length > 0 ? `dropped: ${missing.join(', ')}` : exact ? 'not exactly what the API needs' : 'as needed';
  return [
    isCustomDomainByName(at.origin) && at.host === 'forwarded'
      ? refuses('EDGE-07', `${at.path} Host to ${at.origin.domainName}`, forwardedToName(at))
      : finding('EDGE-07', `Host to ${at.origin.domainName}`, before === at.host, before, at.host),
    finding('EDGE-08', 'headers', missing.length === 0 && !exact, headersNow, 'as needed'),
    finding('EDGE-09', 'query strings', forwarded.queryStrings === 'all', forwarded.queryStrings, 'all'),
    finding('EDGE-09', 'cookies', forwarded.cookies === 'all', forwarded.cookies, 'all'),
  ];
}

/** https://repost.aws/knowledge-center/api-gateway-domain-cloudfront */
function forwardedToName({ path, origin, ownEndpoint }: ApiBehavior): string {
  return `${path}: forwards Host to ${origin.domainName}, a custom domain by its name: its Region answers 403 to a Host that it does not know, and once that name leads to CloudFront every request comes back to this distribution; replace Host, to be answered as ${origin.domainName}, or make ${ownEndpoint} the origin`;
}

/** Host is EDGE-07's. Where all viewer headers are wanted, the legacy style has to list those that it would remove; policies send any name or none. */
function neededHeaders({ wanted: { allowlist }, behavior }: ApiBehavior): readonly string[] {
  if (allowlist.kind === 'listed')
    return allowlist.headers.map((header) => header.name).filter((name) => name !== 'Host');
  return behavior.forwarding.kind === 'policies'
    ? ['Authorization', 'any other viewer header']
    : REMOVED_BY_LEGACY.filter((name) => name !== 'Host');
}

/** Legacy settings are corrected in place: adopted distributions keep their style. */
function byLegacy(at: ApiBehavior, forwarding: LegacyForwarding): readonly Finding[] {
  const path = `${at.path}.ForwardedValues`;
  const headers = legacyHeaders(at, forwarding.headers);
  const corrections = [
    { path: `${path}.Headers`, before: forwarding.headers, after: headers },
    ...(headers.includes('*') ? withoutMinimumTtl(at, forwarding) : []),
  ];
  const judged = judge(at, forwardedByLegacy(forwarding), corrections, [], false).filter(
    (finding) => finding.because !== 'EDGE-09',
  );
  const fits = headers.length <= HEADERS_PER_POLICY || judged.every((finding) => finding.corrections.length === 0);
  return [
    ...(fits ? judged : [tooManyHeaders(path, headers)]),
    expectSetting('EDGE-09', `${path}.QueryString`, forwarding.queryString === 'forwarded', true),
    expectSetting(
      'EDGE-09',
      `${path}.Cookies.Forward`,
      forwarding.cookies === 'some' ? 'whitelist' : forwarding.cookies,
      'all',
    ),
    expectSetting('EDGE-11', `${at.path}.MinTTL`, forwarding.minTtlSeconds, 0),
    expectSetting('EDGE-11', `${at.path}.DefaultTTL`, forwarding.defaultTtlSeconds, 0),
    expectSetting('EDGE-11', `${at.path}.MaxTTL`, forwarding.maxTtlSeconds, 0),
  ];
}

/** CloudFront refuses every header beside a minimum TTL: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html */
function withoutMinimumTtl({ path }: ApiBehavior, { minTtlSeconds }: LegacyForwarding): readonly Correction[] {
  return minTtlSeconds === 0 ? [] : [{ path: `${path}.MinTTL`, before: minTtlSeconds, after: 0 }];
}

function tooManyHeaders(path: string, headers: readonly string[]): Finding {
  return refuses(
    'EDGE-08',
    `${path}.Headers`,
    `${path}.Headers: ${headers.length} headers are needed (${headers.join(', ')}) and CloudFront takes ${HEADERS_PER_POLICY}; move this behavior to policies`,
  );
}

/** The listed headers with what is missing added and a wrong Host taken out. `*` stays where Host belongs to it. */
function legacyHeaders(at: ApiBehavior, listed: readonly string[]): readonly string[] {
  const everything = at.wanted.allowlist.kind !== 'listed' || listed.includes('*');
  if (everything && at.host === 'forwarded') return ['*'];
  const kept = listed.filter((name) => name !== '*' && (at.host === 'forwarded' || !isHost(name)));
  const forwarded = forwardedByLegacy({ ...NO_LEGACY, headers: kept });
  const needed = at.host === 'forwarded' ? ['Host', ...neededHeaders(at)] : neededHeaders(at);
  return [...kept, ...needed.filter((name) => !forwarded.header(name))];
}

function isHost(name: string): boolean {
  return name.toLowerCase() === 'host';
}

const NO_LEGACY = {
  kind: 'forwarded-values',
  headers: [],
  queryString: 'dropped',
  cookies: 'none',
  minTtlSeconds: 0,
  defaultTtlSeconds: 0,
  maxTtlSeconds: 0,
} as const;
