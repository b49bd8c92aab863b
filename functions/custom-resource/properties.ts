import * as z from 'zod';
import { nearestName } from '../doors/nearest-name.ts';
import { shownValue } from '../doors/shown-value.ts';
import { toProblems } from '../doors/to-problems.ts';
import {
  type CertificateRequest,
  type DesiredEdge,
  defaultEdge,
  HEADER_FORWARDINGS,
  MINIMUM_PROTOCOL_VERSIONS,
  ON_DELETES,
  type OnDelete,
  ORIGIN_FORMS,
  type Owner,
  PRICE_CLASSES,
  VIEWER_PROTOCOL_POLICIES,
} from '../reconciler/model/edge.ts';
import { InvalidRequestError } from '../reconciler/model/errors.ts';
import { type DomainName, parseDomainName, parseRegion } from '../reconciler/model/names.ts';
import { PROOF_POLICIES, parseProbePath } from '../reconciler/model/proof.ts';
import { acceptedDifferences } from './accepted-differences.ts';
import { allowedHeaders } from './allowed-headers.ts';
import { certificateArn, webAclArn } from './arns.ts';
import { edgeTags } from './edge-tags.ts';
import { hsts } from './hsts.ts';
import { listedAndAdded, originVerify } from './origin-verify.ts';
import { isMap, oneOf, property, readBoolean, readInteger, text } from './property.ts';
import { rules } from './rules.ts';

const ROOT = 'ResourceProperties';
/** CloudFormation's own bounds. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html */
const LONGEST_TIMEOUT_SECONDS = 3600;

const domainName = property((value, complain): DomainName | undefined => {
  if (value === undefined) return complain('is missing; name the API Gateway custom domain');
  const parsed = typeof value === 'string' ? parseDomainName(value) : undefined;
  return parsed ?? complain(`is not a domain name, got ${shownValue(value)}; write it as in API Gateway`);
});

const requestCertificate = property((value, complain): CertificateRequest | undefined => {
  const asked = readBoolean(value);
  if (asked === undefined) return complain(`is not true or false, got ${shownValue(value)}`);
  return asked ? 'when-missing' : 'never';
});

const probePath = text(
  'a path without a query, such as /health, of at most 255 letters, digits and + - = . _ : / @',
  parseProbePath,
);

const serviceTimeout = property((value, complain): number | undefined => {
  const seconds = readInteger(value);
  if (seconds !== undefined && seconds >= 1 && seconds <= LONGEST_TIMEOUT_SECONDS) return seconds;
  return complain(`is not a number of seconds from 1 to ${LONGEST_TIMEOUT_SECONDS}, got ${shownValue(value)}`);
});

const PROPERTIES = z.strictObject(
  {
    DomainName: domainName,
    ApiRegion: text('an AWS Region', parseRegion).optional(),
    CertificateArn: certificateArn.optional(),
    RequestCertificate: requestCertificate.optional(),
    HostedZoneId: text('a hosted zone id such as Z0123456789ABCDEFGHIJ', parseHostedZoneId).optional(),
    ViewerProtocolPolicy: oneOf(VIEWER_PROTOCOL_POLICIES).optional(),
    MinimumProtocolVersion: oneOf(MINIMUM_PROTOCOL_VERSIONS).optional(),
    AllowedHeaders: allowedHeaders.optional(),
    HeaderForwarding: oneOf(HEADER_FORWARDINGS).optional(),
    OriginForm: oneOf(ORIGIN_FORMS).optional(),
    Hsts: hsts.optional(),
    OriginVerify: originVerify.optional(),
    WebAclArn: webAclArn.optional(),
    PriceClass: oneOf(PRICE_CLASSES).optional(),
    OnDelete: oneOf(ON_DELETES).optional(),
    Proof: oneOf(PROOF_POLICIES).optional(),
    ProbePath: probePath.optional(),
    AcceptedDifferences: acceptedDifferences.optional(),
    Rules: rules.optional(),
    Tags: edgeTags.optional(),
    ServiceToken: z.unknown().optional(),
    ServiceTimeout: serviceTimeout.optional(),
  },
  { error: 'is not a map of properties' },
);

export const PROPERTY_NAMES: readonly string[] = Object.keys(PROPERTIES.shape);

/** The edge that `ResourceProperties` ask for, defaults applied. Throws InvalidRequestError with every problem. */
export function parseProperties(properties: unknown, owner: Owner): DesiredEdge {
  const parsed = PROPERTIES.safeParse(properties);
  if (!parsed.success) throw new InvalidRequestError(toProblems(ROOT, parsed.error, aboutUnknown));

  const asked = parsed.data;
  const problems = listedAndAdded(ROOT, asked.OriginVerify, asked.AllowedHeaders ?? []);
  if (problems.length > 0) throw new InvalidRequestError(problems);

  const base = defaultEdge(asked.DomainName, owner);
  return {
    ...base,
    apiRegion: asked.ApiRegion,
    certificateArn: asked.CertificateArn,
    requestCertificate: asked.RequestCertificate ?? base.requestCertificate,
    hostedZoneId: asked.HostedZoneId,
    viewerProtocolPolicy: asked.ViewerProtocolPolicy ?? base.viewerProtocolPolicy,
    minimumProtocolVersion: asked.MinimumProtocolVersion ?? base.minimumProtocolVersion,
    headerForwarding: asked.HeaderForwarding ?? base.headerForwarding,
    allowedHeaders: asked.AllowedHeaders ?? base.allowedHeaders,
    originForm: asked.OriginForm ?? base.originForm,
    hsts: asked.Hsts ?? base.hsts,
    originVerify: asked.OriginVerify,
    webAclArn: asked.WebAclArn,
    priceClass: asked.PriceClass,
    onDelete: asked.OnDelete ?? base.onDelete,
    proof: asked.Proof,
    probePath: asked.ProbePath ?? base.probePath,
    acceptedDifferences: asked.AcceptedDifferences ?? base.acceptedDifferences,
    rules: asked.Rules ?? base.rules,
    tags: asked.Tags ?? base.tags,
  };
}

/** The domain that properties name, whatever else is wrong with them. */
export function domainOfProperties(properties: unknown): DomainName | undefined {
  const name = isMap(properties) ? properties.DomainName : undefined;
  return typeof name === 'string' ? parseDomainName(name) : undefined;
}

/** What to leave behind on a delete. Properties that were never accepted must not stop it; unreadable words take nothing away. */
export function onDeleteOfProperties(properties: unknown): OnDelete {
  const word = isMap(properties) ? properties.OnDelete : undefined;
  return word === undefined ? 'restore' : (ON_DELETES.find((candidate) => candidate === word) ?? 'retain');
}

/** How long CloudFormation waits for the answer, where the template says so. */
export function serviceTimeoutOfProperties(properties: unknown): number | undefined {
  return isMap(properties) ? serviceTimeout.safeParse(properties.ServiceTimeout).data : undefined;
}

/** Keys of the tags that properties name, as far as they can be read. */
export function tagKeysOfProperties(properties: unknown): readonly string[] {
  return isMap(properties) ? Object.keys(edgeTags.safeParse(properties.Tags).data ?? {}) : [];
}

/**
 * All that is ever read of properties that nobody wants any more: those of a delete, and those before an update. Small, however large the properties
 * are: the input of an execution is limited.
 */
export function partingProperties(properties: unknown): Readonly<Record<string, unknown>> {
  const tagKeys = tagKeysOfProperties(properties);
  return {
    DomainName: domainOfProperties(properties),
    OnDelete: onDeleteOfProperties(properties),
    ServiceTimeout: serviceTimeoutOfProperties(properties),
    ...(tagKeys.length > 0 && { Tags: Object.fromEntries(tagKeys.map((key) => [key, ''])) }),
  };
}

function parseHostedZoneId(id: string): string | undefined {
  return /^Z[A-Z0-9]{1,31}$/.test(id) ? id : undefined;
}

function aboutUnknown(name: string): string {
  const meant = nearestName(name, PROPERTY_NAMES);
  return `is not a property of this resource; ${meant === undefined ? 'take it out' : `did you mean ${meant}?`}`;
}
