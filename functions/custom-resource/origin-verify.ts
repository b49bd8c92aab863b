import { nearestName } from '../doors/nearest-name.ts';
import { shownValue } from '../doors/shown-value.ts';
import type { Problem } from '../reconciler/model/errors.ts';
import {
  DEFAULT_VERIFY_HEADER,
  isSecretId,
  type OriginVerify,
  originVerifyToTag,
  sameHeader,
  verifyHeaderProblem,
} from '../reconciler/model/origin-verify.ts';
import { type Complain, isMap, property } from './property.ts';

const FIELDS = ['HeaderName', 'SecretId'];
const MOST_UNKNOWN_NAMED = 20;
/** Both are remembered in one tag of the distribution. */
const LONGEST_TAG = 256;

/** A header that CloudFront adds for the API, and the secret that holds its value. Never quotes what was given as `SecretId`. */
export const originVerify = property((value, complain): OriginVerify | undefined => {
  if (!isMap(value)) return complain(`is not a map of HeaderName and SecretId, got ${shownValue(value)}`);
  const unknown = Object.keys(value).filter((name) => !FIELDS.includes(name));
  for (const field of unknown.slice(0, MOST_UNKNOWN_NAMED)) complainUnknown(field, complain);
  const headerName = readHeaderName(value.HeaderName ?? DEFAULT_VERIFY_HEADER, complain);
  const secretId = readSecretId(value.SecretId, complain);
  if (headerName === undefined || secretId === undefined) return undefined;

  const length = originVerifyToTag({ headerName, secretId }).length;
  if (length <= LONGEST_TAG) return { headerName, secretId };
  return complain(`is too long, got ${length} characters in both; at most ${LONGEST_TAG} can be remembered in a tag`);
});

function readHeaderName(value: unknown, complain: Complain): string | undefined {
  if (typeof value !== 'string') return complain(`is not a header name, got ${shownValue(value)}`, 'HeaderName');
  const [what, advice] = (verifyHeaderProblem(value) ?? '').split('; ');
  return what === '' ? value : complain(`${what}, got ${shownValue(value)}; ${advice}`, 'HeaderName');
}

/** Somebody may have put the value itself there. */
function readSecretId(value: unknown, complain: Complain): string | undefined {
  if (value === undefined) return complain('is missing; name the secret that holds the value', 'SecretId');
  if (typeof value === 'string' && isSecretId(value)) return value;
  const found = typeof value === 'string' ? `a text of ${value.length} characters` : shownValue(value);
  return complain(`is not the name or the ARN of a Secrets Manager secret, got ${found}`, 'SecretId');
}

function complainUnknown(field: string, complain: Complain): void {
  const meant = nearestName(field, FIELDS);
  const advice = meant === undefined ? `write ${FIELDS.join(' and ')}` : `did you mean ${meant}?`;
  complain(`is not known; ${advice}`, field.slice(0, 64));
}

/** A header that CloudFront adds cannot be one that callers send. */
export function listedAndAdded(
  root: string,
  asked: OriginVerify | undefined,
  allowedHeaders: readonly string[],
): readonly Problem[] {
  if (asked === undefined || !allowedHeaders.some((name) => sameHeader(name, asked.headerName))) return [];
  const message = `is a header that callers send, got ${shownValue(asked.headerName)}; take it out of AllowedHeaders or choose another`;
  return [{ path: `${root}.OriginVerify.HeaderName`, message }];
}
