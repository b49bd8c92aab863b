/**
 * What must be remembered between looks is a tag on the distribution, one per fact, readable in the console. Nothing is
 * remembered anywhere else.
 *
 * Tag values may hold letters, digits, spaces and `+ - = . _ : / @` only, 256 characters at most:
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
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
import { type DomainName, domainNameFromAws, parseRegion } from './names.ts';
import { originVerifyFromTag, originVerifyToTag } from './origin-verify.ts';
import type { Tags } from './plan.ts';
import { CHECK_IDS, PROOF_POLICIES, parseProbePath } from './proof.ts';
import { isRuleId, RULE_MODES, type RuleModes } from './rules.ts';

const PREFIX = 'secure-api-edge:';

export const TAG = {
  owner: `${PREFIX}owner`,
  domain: `${PREFIX}domain`,
  /** Present on a distribution that this tool did not create; letting go leaves it in place. */
  adopted: `${PREFIX}adopted`,
  /** The owner before, while a new owner's edge is not in sync yet: a failed take-over is given back. */
  takenFrom: `${PREFIX}taken-from`,
  apiRegion: `${PREFIX}api-region`,
  certificate: `${PREFIX}certificate`,
  requestCertificate: `${PREFIX}request-certificate`,
  hostedZone: `${PREFIX}hosted-zone`,
  viewerProtocolPolicy: `${PREFIX}viewer-protocol-policy`,
  minimumProtocolVersion: `${PREFIX}minimum-protocol-version`,
  headerForwarding: `${PREFIX}header-forwarding`,
  headers: `${PREFIX}headers`,
  /** `all-viewer`: CloudFront refused the derived list, so every header is sent. */
  headerFallback: `${PREFIX}header-fallback`,
  originForm: `${PREFIX}origin-form`,
  hsts: `${PREFIX}hsts`,
  /** `1` to `5` on the ramp, or `brake`. */
  hstsStep: `${PREFIX}hsts-step`,
  /** ISO 8601: since when the edge is in sync on this step; absent until it is. */
  hstsSince: `${PREFIX}hsts-since`,
  /** Seconds: the longest age that callers were given before a shorter one took its place. */
  hstsLongestAge: `${PREFIX}hsts-longest-age`,
  /** `X-Origin-Verify edge/origin-verify`: header and secret; never a value. */
  originVerify: `${PREFIX}origin-verify`,
  /** Headers that origins send because this tool wrote them, separated by spaces. */
  originVerifySent: `${PREFIX}origin-verify-sent`,
  webAcl: `${PREFIX}web-acl`,
  priceClass: `${PREFIX}price-class`,
  onDelete: `${PREFIX}on-delete`,
  proof: `${PREFIX}proof`,
  probePath: `${PREFIX}probe-path`,
  /** Checks of a proof, separated by spaces. */
  acceptedDifferences: `${PREFIX}accepted-differences`,
  /** `EDGE-13=off EDGE-01=report`: rules that are not enforced on this edge. */
  rules: `${PREFIX}rules`,
  /** `absent`, `alias A AAAA` or `cname 300`: what the name held before the cut-over; on a distribution that nobody claimed with its name: `absent for api.example.com`. */
  dnsBefore: `${PREFIX}dns-before`,
  /** Id of the zone in which the name was moved here. */
  dnsZone: `${PREFIX}dns-zone`,
  /** Route 53 change submitted last, with the account of a zone that is in another one: `C2682N5HXP0BZ4 222222222222`. Removed once it is INSYNC. */
  dnsChange: `${PREFIX}dns-change`,
  /** `in 60`: seconds after INSYNC; then ISO 8601, from when on callers use the new records; then `failed: http-get …` until the records are back. Absent once that is proven. On a distribution that nobody claimed with its name: `in 60 for api.example.com`. */
  cutOver: `${PREFIX}cut-over`,
  /** ETag before a correction of an edge in use, and what failed in its proof then: `E2QWRUHAPOMQZL ok`; then `regressed: answer`, then `undone: E13V1IB3VIYZZH answer` with the ETag before it is undone. */
  baseline: `${PREFIX}baseline`,
  /** Caller reference of an invalidation owed once the change is Deployed. */
  pendingInvalidation: `${PREFIX}pending-invalidation`,
  /** Why the remediator stopped touching this edge. */
  held: `${PREFIX}held`,
  /** A delete has been asked for; any later look finishes it. */
  deleting: `${PREFIX}deleting`,
  /** ISO 8601: until then resolvers may still send callers to the distribution. */
  drainUntil: `${PREFIX}drain-until`,
} as const;

/** Beside `owner` and `domain` on a certificate that this tool requested. */
export const CERTIFICATE_TAG = {
  /** Hosted zone that this tool wrote the validation record to; without it the record was there before. */
  validationZone: `${PREFIX}validation-zone`,
} as const;

/** On an API Gateway custom domain, written by people only. */
export const API_DOMAIN_TAG = {
  /** `no`: looks at an account leave the domain alone; `yes`: they may change it also where only such domains are. */
  manage: `${PREFIX}manage`,
} as const;

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

export function ownerToTag(owner: Owner): string {
  return owner.kind === 'remediator' ? 'remediator' : `stack/${owner.stackHash}/${owner.resourceHash}`;
}

/** The owner that a tag names, or undefined when there is no tag or it is not ours to read. */
export function ownerFromTag(value: string | undefined): Owner | undefined {
  if (value === 'remediator') return { kind: 'remediator' };
  const [, stackHash, resourceHash] = /^stack\/([0-9a-f]+)\/([0-9a-f]+)$/.exec(value ?? '') ?? [];
  return stackHash === undefined || resourceHash === undefined ? undefined : { kind: 'stack', stackHash, resourceHash };
}

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

/** A tag value has no `*`. */
function domainToTag(domainName: DomainName): string {
  return domainName.replace('*', '+');
}

/** The tags of a certificate from the moment it is requested: whose it is and what for. */
export function certificateTags({ domainName, owner }: DesiredEdge): Tags {
  return { [TAG.owner]: ownerToTag(owner), [TAG.domain]: domainToTag(domainName) };
}

/** The domain that a distribution or a certificate is tagged for, or undefined. */
export function taggedDomain(tags: Tags): DomainName | undefined {
  const value = tags[TAG.domain];
  return value === undefined ? undefined : domainNameFromAws(value.replace(/^\+/, '*'));
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

/** Whether this tool made the distribution, as against having adopted or merely corrected somebody's. */
export function isMadeByUs({ tags }: { readonly tags: Tags }): boolean {
  return tags[TAG.owner] !== undefined && tags[TAG.adopted] === undefined;
}
