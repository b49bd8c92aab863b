/**
 * How an API tells requests that came through the edge from those that went around it: a header that CloudFront adds and whose value only
 * the edge and the API know. The model holds where the value is kept and fingerprints of it, never the value.
 */
import { parseRegion, type Region } from './names.ts';

export interface OriginVerify {
  readonly headerName: string;
  /** Name or ARN of a Secrets Manager secret. */
  readonly secretId: string;
}

export const DEFAULT_VERIFY_HEADER = 'X-Origin-Verify';

/** Where a value is read from at the moment it is written. */
export interface SecretReference {
  readonly secretId: string;
  readonly region: Region;
}

/** What the secret holds now. Fingerprints compare within one process only; they say nothing about the value. */
export type OriginSecret = SecretReference &
  (
    | { readonly kind: 'usable'; readonly current: string; readonly previous: string | undefined }
    /** It cannot be sent as a header. */
    | { readonly kind: 'unusable'; readonly because: string }
  );

/** A header that CloudFront adds on the way to an origin. */
export interface OriginHeader {
  readonly name: string;
  readonly fingerprint: string;
}

/** How plans and verdicts speak of values. */
export const CURRENT_VALUE = '(secret, current version)';
export const PREVIOUS_VALUE = '(secret, previous version)';
export const ANOTHER_VALUE = '(another value)';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-denylist */
const REFUSED_BY_CLOUDFRONT =
  /^(cache-control|connection|content-length|cookie|host|if-(match|modified-since|none-match|range|unmodified-since)|max-forwards|pragma|proxy-(authenticate|authorization|connection)|range|request-range|te|trailer|transfer-encoding|upgrade|via|x-real-ip|x-(amz|edge)-.*)$/;

/** CloudFront would write over what the caller said. */
const SENT_BY_CALLERS =
  /^(accept|accept-(charset|encoding|language)|access-control-request-(headers|method)|authorization|content-(encoding|language|type)|expect|forwarded|origin|referer|user-agent|x-api-key|x-forwarded-.*|sec-.*|cloudfront-.*)$/;

const OWN_HEADER = `choose one of your own, for example ${DEFAULT_VERIFY_HEADER}`;

/** Why a header cannot tell the edge from others, or undefined when it can. */
export function verifyHeaderProblem(headerName: string): string | undefined {
  const name = headerName.toLowerCase();
  if (!/^[a-z0-9][a-z0-9._-]{0,127}$/.test(name))
    return 'is not a header name; use letters, digits, hyphens, dots and _, 128 at most';
  if (REFUSED_BY_CLOUDFRONT.test(name)) return `is a header that CloudFront does not add to requests; ${OWN_HEADER}`;
  if (SENT_BY_CALLERS.test(name)) return `is a header that callers send to the API; ${OWN_HEADER}`;
  return undefined;
}

const NAME = '[A-Za-z0-9/_+=.@-]{1,512}';
const SECRET_ARN = new RegExp(`^arn:aws[a-z-]*:secretsmanager:([a-z0-9-]+):\\d{12}:secret:${NAME}$`);

export function isSecretId(text: string): boolean {
  return secretRegion(text) !== undefined || new RegExp(`^${NAME}$`).test(text);
}

/** The Region that an ARN names; undefined for a name, which is looked for in the API's Region. */
export function secretRegion(secretId: string): Region | undefined {
  const [, region = ''] = SECRET_ARN.exec(secretId) ?? [];
  return parseRegion(region);
}

/** `X-Origin-Verify edge/origin-verify`: neither part can hold a space. */
export function originVerifyToTag({ headerName, secretId }: OriginVerify): string {
  return `${headerName} ${secretId}`;
}

export function originVerifyFromTag(value: string | undefined): OriginVerify | undefined {
  const [headerName = '', secretId = '', ...rest] = (value ?? '').split(' ');
  const known = verifyHeaderProblem(headerName) === undefined && isSecretId(secretId) && rest.length === 0;
  return known ? { headerName, secretId } : undefined;
}

export function sameHeader(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function originHeaderPath(originId: string, headerName: string): string {
  return `Origins[${originId}].CustomHeaders[${headerName}]`;
}

/** The origin and the header that a path of `originHeaderPath` names; undefined for every other path. */
export function originHeaderAt(path: string): { readonly originId: string; readonly headerName: string } | undefined {
  const [, originId, headerName] = /^Origins\[(.*)\]\.CustomHeaders\[([^\]]+)\]$/s.exec(path) ?? [];
  return originId === undefined || headerName === undefined ? undefined : { originId, headerName };
}
