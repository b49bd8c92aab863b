/** The desired edge in the tags of its distribution, and read back from them: what whoever looks next keeps true. */
import {
  CERTIFICATE_REQUESTS,
  type DesiredEdge,
  defaultEdge,
  HEADER_FORWARDINGS,
  type Hsts,
  MINIMUM_PROTOCOL_VERSIONS,
  ON_DELETES,
  ORIGIN_FORMS,
  type Owner,
  PRICE_CLASSES,
  VIEWER_PROTOCOL_POLICIES,
} from './edge.ts';
import { type DomainName, parseRegion } from './names.ts';
import { originVerifyFromTag, originVerifyToTag } from './origin-verify.ts';
import { domainToTag, ownerFromTag, ownerToTag } from './owner-tags.ts';
import type { Tags } from './plan.ts';
import { CHECK_IDS, PROOF_POLICIES, parseProbePath } from './proof.ts';
import { isRuleId, RULE_MODES, type RuleModes } from './rules.ts';
import { TAG } from './tags.ts';

/** The tags that state the desired edge last accepted. */
const DESIRED_KEYS = [
  TAG.apiRegion,
  TAG.certificate,
  TAG.requestCertificate,
  TAG.hostedZone,
  TAG.viewerProtocolPolicy,
  TAG.minimumProtocolVersion,
  TAG.headerForwarding,
  TAG.headers,
  TAG.originForm,
  TAG.hsts,
  TAG.originVerify,
  TAG.webAcl,
  TAG.priceClass,
  TAG.onDelete,
  TAG.proof,
  TAG.probePath,
  TAG.acceptedDifferences,
  TAG.rules,
] as const;

/** The tags that an edge's distribution carries for this desired edge. Values that equal nothing-said are left out. */
export function desiredToTags(edge: DesiredEdge): Tags {
  const facts: readonly (readonly [string, string | undefined])[] = [
    [TAG.owner, ownerToTag(edge.owner)],
    [TAG.domain, domainToTag(edge.domainName)],
    [TAG.apiRegion, edge.apiRegion],
    [TAG.certificate, edge.certificateArn],
    [TAG.requestCertificate, edge.requestCertificate === 'never' ? undefined : edge.requestCertificate],
    [TAG.hostedZone, edge.hostedZoneId],
    [TAG.viewerProtocolPolicy, edge.viewerProtocolPolicy],
    [TAG.minimumProtocolVersion, edge.minimumProtocolVersion],
    [TAG.headerForwarding, edge.headerForwarding],
    [TAG.headers, edge.allowedHeaders.length === 0 ? undefined : edge.allowedHeaders.join(' ')],
    [TAG.originForm, edge.originForm],
    [TAG.hsts, hstsToTag(edge.hsts)],
    [TAG.originVerify, edge.originVerify && originVerifyToTag(edge.originVerify)],
    [TAG.webAcl, edge.webAclArn],
    [TAG.priceClass, edge.priceClass],
    [TAG.onDelete, edge.onDelete],
    [TAG.proof, edge.proof],
    [TAG.probePath, edge.probePath === '/' ? undefined : edge.probePath],
    [TAG.acceptedDifferences, edge.acceptedDifferences.length === 0 ? undefined : edge.acceptedDifferences.join(' ')],
    [TAG.rules, rulesToTag(edge.rules)],
    ...Object.entries(edge.tags),
  ];
  return Object.fromEntries(facts.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}

/** Tags of ours that state a desired value which `edge` no longer states. */
export function outdatedTags(tags: Tags, edge: DesiredEdge): readonly string[] {
  const wanted = desiredToTags(edge);
  return DESIRED_KEYS.filter((key) => tags[key] !== undefined && wanted[key] === undefined);
}

/**
 * The desired edge last accepted, read back from a distribution's tags. A value that cannot be read any more falls back to the
 * default: a hand-edited tag must not stop the sweep.
 */
export function desiredFromTags(domainName: DomainName, tags: Tags, fallbackOwner: Owner): DesiredEdge {
  const base = defaultEdge(domainName, ownerFromTag(tags[TAG.owner]) ?? fallbackOwner);
  return {
    ...base,
    apiRegion: parseRegion(tags[TAG.apiRegion] ?? ''),
    certificateArn: tags[TAG.certificate],
    requestCertificate: oneOf(CERTIFICATE_REQUESTS, tags[TAG.requestCertificate]) ?? base.requestCertificate,
    hostedZoneId: tags[TAG.hostedZone],
    viewerProtocolPolicy: oneOf(VIEWER_PROTOCOL_POLICIES, tags[TAG.viewerProtocolPolicy]) ?? base.viewerProtocolPolicy,
    minimumProtocolVersion:
      oneOf(MINIMUM_PROTOCOL_VERSIONS, tags[TAG.minimumProtocolVersion]) ?? base.minimumProtocolVersion,
    headerForwarding: oneOf(HEADER_FORWARDINGS, tags[TAG.headerForwarding]) ?? base.headerForwarding,
    allowedHeaders: (tags[TAG.headers] ?? '').split(' ').filter((name) => name !== ''),
    originForm: oneOf(ORIGIN_FORMS, tags[TAG.originForm]) ?? base.originForm,
    hsts: hstsFromTag(tags[TAG.hsts]),
    originVerify: originVerifyFromTag(tags[TAG.originVerify]),
    webAclArn: tags[TAG.webAcl],
    priceClass: oneOf(PRICE_CLASSES, tags[TAG.priceClass]),
    onDelete: oneOf(ON_DELETES, tags[TAG.onDelete]) ?? base.onDelete,
    proof: oneOf(PROOF_POLICIES, tags[TAG.proof]),
    probePath: parseProbePath(tags[TAG.probePath] ?? '') ?? base.probePath,
    acceptedDifferences: (tags[TAG.acceptedDifferences] ?? '')
      .split(' ')
      .flatMap((word) => oneOf(CHECK_IDS, word) ?? []),
    rules: rulesFromTag(tags[TAG.rules]),
  };
}

/** `off`, `brake`, `300`, `300 includeSubDomains preload` or `ramp 604800 includeSubDomains`. */
function hstsToTag(hsts: Hsts): string {
  if (hsts.kind === 'off' || hsts.kind === 'brake') return hsts.kind;
  const length = hsts.kind === 'ramp' ? `ramp ${hsts.intervalSeconds}` : hsts.maxAgeSeconds;
  return [length, hsts.includeSubdomains && 'includeSubDomains', hsts.preload && 'preload']
    .filter((word) => word !== false)
    .join(' ');
}

function hstsFromTag(value: string | undefined): Hsts {
  if (value === 'brake') return { kind: 'brake' };
  const [, ramp, seconds, flags = ''] = /^(ramp )?(\d+)((?: \w+)*)$/.exec(value ?? 'off') ?? [];
  if (seconds === undefined) return { kind: 'off' };
  const reach = { includeSubdomains: flags.includes(' includeSubDomains'), preload: flags.includes(' preload') };
  return ramp === undefined
    ? { kind: 'fixed', maxAgeSeconds: Number(seconds), ...reach }
    : { kind: 'ramp', intervalSeconds: Number(seconds), ...reach };
}

function rulesToTag(rules: RuleModes): string | undefined {
  const named = Object.entries(rules).map(([rule, mode]) => `${rule}=${mode}`);
  return named.length === 0 ? undefined : named.sort().join(' ');
}

export function rulesFromTag(value: string | undefined): RuleModes {
  const pairs = (value ?? '').split(' ').map((pair) => pair.split('='));
  return Object.fromEntries(
    pairs.flatMap(([rule = '', mode]) => {
      const known = oneOf(RULE_MODES, mode);
      return known === undefined || !isRuleId(rule) ? [] : [[rule, known] as const];
    }),
  );
}

function oneOf<T extends string>(values: readonly T[], value: string | undefined): T | undefined {
  return values.find((candidate) => candidate === value);
}
