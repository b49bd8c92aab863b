/**
 * What must be remembered between looks is a tag on the distribution, one per fact, readable in the console. Nothing is
 * remembered anywhere else.
 *
 * Tag values may hold letters, digits, spaces and `+ - = . _ : / @` only, 256 characters at most:
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
import {
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
import type { Tags } from './plan.ts';

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
  hostedZone: `${PREFIX}hosted-zone`,
  viewerProtocolPolicy: `${PREFIX}viewer-protocol-policy`,
  minimumProtocolVersion: `${PREFIX}minimum-protocol-version`,
  headerForwarding: `${PREFIX}header-forwarding`,
  headers: `${PREFIX}headers`,
  originForm: `${PREFIX}origin-form`,
  hsts: `${PREFIX}hsts`,
  webAcl: `${PREFIX}web-acl`,
  priceClass: `${PREFIX}price-class`,
  onDelete: `${PREFIX}on-delete`,
  /** `absent`, `alias A AAAA` or `cname 300`: what the name held before the cut-over. */
  dnsBefore: `${PREFIX}dns-before`,
  /** Route 53 change submitted last; removed once it is INSYNC. */
  dnsChange: `${PREFIX}dns-change`,
  /** Caller reference of an invalidation owed once the change is Deployed. */
  pendingInvalidation: `${PREFIX}pending-invalidation`,
  /** Why the remediator stopped touching this edge. */
  held: `${PREFIX}held`,
  /** A delete has been asked for; any later look finishes it. */
  deleting: `${PREFIX}deleting`,
  /** ISO 8601: until then resolvers may still send callers to the distribution. */
  drainUntil: `${PREFIX}drain-until`,
} as const;

/** The tags that state the desired edge last accepted. */
const DESIRED_KEYS = [
  TAG.apiRegion,
  TAG.certificate,
  TAG.hostedZone,
  TAG.viewerProtocolPolicy,
  TAG.minimumProtocolVersion,
  TAG.headerForwarding,
  TAG.headers,
  TAG.originForm,
  TAG.hsts,
  TAG.webAcl,
  TAG.priceClass,
  TAG.onDelete,
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
    [TAG.domain, edge.domainName.replace('*', '+')],
    [TAG.apiRegion, edge.apiRegion],
    [TAG.certificate, edge.certificateArn],
    [TAG.hostedZone, edge.hostedZoneId],
    [TAG.viewerProtocolPolicy, edge.viewerProtocolPolicy],
    [TAG.minimumProtocolVersion, edge.minimumProtocolVersion],
    [TAG.headerForwarding, edge.headerForwarding],
    [TAG.headers, edge.allowedHeaders.length === 0 ? undefined : edge.allowedHeaders.join(' ')],
    [TAG.originForm, edge.originForm],
    [TAG.hsts, hstsToTag(edge.hsts)],
    [TAG.webAcl, edge.webAclArn],
    [TAG.priceClass, edge.priceClass],
    [TAG.onDelete, edge.onDelete],
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
    hostedZoneId: tags[TAG.hostedZone],
    viewerProtocolPolicy: oneOf(VIEWER_PROTOCOL_POLICIES, tags[TAG.viewerProtocolPolicy]) ?? base.viewerProtocolPolicy,
    minimumProtocolVersion:
      oneOf(MINIMUM_PROTOCOL_VERSIONS, tags[TAG.minimumProtocolVersion]) ?? base.minimumProtocolVersion,
    headerForwarding: oneOf(HEADER_FORWARDINGS, tags[TAG.headerForwarding]) ?? base.headerForwarding,
    allowedHeaders: (tags[TAG.headers] ?? '').split(' ').filter((name) => name !== ''),
    originForm: oneOf(ORIGIN_FORMS, tags[TAG.originForm]) ?? base.originForm,
    hsts: hstsFromTag(tags[TAG.hsts]),
    webAclArn: tags[TAG.webAcl],
    priceClass: oneOf(PRICE_CLASSES, tags[TAG.priceClass]),
    onDelete: oneOf(ON_DELETES, tags[TAG.onDelete]) ?? base.onDelete,
  };
}

/** The domain that a distribution is tagged for, or undefined. */
export function taggedDomain(tags: Tags): DomainName | undefined {
  const value = tags[TAG.domain];
  return value === undefined ? undefined : domainNameFromAws(value.replace(/^\+/, '*'));
}

/** `off`, `300` or `300 includeSubDomains preload`. */
function hstsToTag(hsts: Hsts): string {
  if (hsts.kind === 'off') return 'off';
  return [hsts.maxAgeSeconds, hsts.includeSubdomains && 'includeSubDomains', hsts.preload && 'preload']
    .filter((word) => word !== false)
    .join(' ');
}

function hstsFromTag(value: string | undefined): Hsts {
  const [age, ...flags] = (value ?? 'off').split(' ');
  if (age === undefined || !/^\d+$/.test(age)) return { kind: 'off' };
  return {
    kind: 'fixed',
    maxAgeSeconds: Number(age),
    includeSubdomains: flags.includes('includeSubDomains'),
    preload: flags.includes('preload'),
  };
}

function oneOf<T extends string>(values: readonly T[], value: string | undefined): T | undefined {
  return values.find((candidate) => candidate === value);
}

/** Whether this tool made the distribution, as against having adopted or merely corrected somebody's. */
export function isMadeByUs({ tags }: { readonly tags: Tags }): boolean {
  return tags[TAG.owner] !== undefined && tags[TAG.adopted] === undefined;
}
