import * as z from 'zod';
import {
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
import { InvalidRequestError, type Problem } from '../reconciler/model/errors.ts';
import { type DomainName, parseDomainName, parseRegion } from '../reconciler/model/names.ts';
import { allowedHeaders } from './allowed-headers.ts';
import { certificateArn, webAclArn } from './arns.ts';
import { edgeTags } from './edge-tags.ts';
import { hsts } from './hsts.ts';
import { nearestName } from './nearest-name.ts';
import { isMap, oneOf, property, readInteger, text } from './property.ts';
import { shownValue } from './shown-value.ts';

const ROOT = 'ResourceProperties';
/** CloudFormation's own bounds. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html */
const LONGEST_TIMEOUT_SECONDS = 3600;
const MOST_UNKNOWN_NAMED = 20;

const domainName = property((value, complain): DomainName | undefined => {
  if (value === undefined) return complain('is missing; name the API Gateway custom domain');
  const parsed = typeof value === 'string' ? parseDomainName(value) : undefined;
  return parsed ?? complain(`is not a domain name, got ${shownValue(value)}; write it as in API Gateway`);
});

const serviceTimeout = property((value, complain): number | undefined => {
  const seconds = readInteger(value);
  if (seconds !== undefined && seconds >= 1 && seconds <= LONGEST_TIMEOUT_SECONDS) return seconds;
  return complain(`is not a number of seconds from 1 to ${LONGEST_TIMEOUT_SECONDS}, got ${shownValue(value)}`);
});

const PROPERTIES = z.strictObject({
  DomainName: domainName,
  ApiRegion: text('an AWS Region', parseRegion).optional(),
  CertificateArn: certificateArn.optional(),
  HostedZoneId: text('a hosted zone id such as Z0123456789ABCDEFGHIJ', parseHostedZoneId).optional(),
  ViewerProtocolPolicy: oneOf(VIEWER_PROTOCOL_POLICIES).optional(),
  MinimumProtocolVersion: oneOf(MINIMUM_PROTOCOL_VERSIONS).optional(),
  AllowedHeaders: allowedHeaders.optional(),
  HeaderForwarding: oneOf(HEADER_FORWARDINGS).optional(),
  OriginForm: oneOf(ORIGIN_FORMS).optional(),
  Hsts: hsts.optional(),
  WebAclArn: webAclArn.optional(),
  PriceClass: oneOf(PRICE_CLASSES).optional(),
  OnDelete: oneOf(ON_DELETES).optional(),
  Tags: edgeTags.optional(),
  ServiceToken: z.unknown().optional(),
  ServiceTimeout: serviceTimeout.optional(),
});

export const PROPERTY_NAMES: readonly string[] = Object.keys(PROPERTIES.shape);

/** The edge that `ResourceProperties` ask for, defaults applied. Throws InvalidRequestError with every problem. */
export function parseProperties(properties: unknown, owner: Owner): DesiredEdge {
  const parsed = PROPERTIES.safeParse(properties);
  if (!parsed.success) throw new InvalidRequestError(toProblems(parsed.error));

  const asked = parsed.data;
  const base = defaultEdge(asked.DomainName, owner);
  return {
    ...base,
    apiRegion: asked.ApiRegion,
    certificateArn: asked.CertificateArn,
    hostedZoneId: asked.HostedZoneId,
    viewerProtocolPolicy: asked.ViewerProtocolPolicy ?? base.viewerProtocolPolicy,
    minimumProtocolVersion: asked.MinimumProtocolVersion ?? base.minimumProtocolVersion,
    headerForwarding: asked.HeaderForwarding ?? base.headerForwarding,
    allowedHeaders: asked.AllowedHeaders ?? base.allowedHeaders,
    originForm: asked.OriginForm ?? base.originForm,
    hsts: asked.Hsts ?? base.hsts,
    webAclArn: asked.WebAclArn,
    priceClass: asked.PriceClass,
    onDelete: asked.OnDelete ?? base.onDelete,
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

function parseHostedZoneId(id: string): string | undefined {
  return /^Z[A-Z0-9]{1,31}$/.test(id) ? id : undefined;
}

function toProblems(error: z.ZodError): readonly Problem[] {
  return error.issues
    .flatMap((issue) => {
      if (issue.code === 'unrecognized_keys') return unknownProperties(issue.keys);
      const message = issue.code === 'custom' ? issue.message : 'is not a map of properties';
      return [{ path: pathOf(issue.path), message }];
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function unknownProperties(names: readonly string[]): readonly Problem[] {
  const rest = names.length - MOST_UNKNOWN_NAMED;
  const unnamed = rest > 0 ? [{ path: ROOT, message: `has ${rest} more unknown properties` }] : [];
  const named = names.slice(0, MOST_UNKNOWN_NAMED).map((name) => {
    const meant = nearestName(name, PROPERTY_NAMES);
    const advice = meant === undefined ? 'take it out' : `did you mean ${meant}?`;
    return { path: pathOf([name.slice(0, 64)]), message: `is not a property of this resource; ${advice}` };
  });
  return [...named, ...unnamed];
}

/** `ResourceProperties.AllowedHeaders[3]` */
function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (written, key) => written + (typeof key === 'number' ? `[${key}]` : `.${String(key)}`),
    ROOT,
  );
}
