import type { Answered } from '../network/exchange.ts';

/** What two answers have to share to count as the same: which error, who is challenged how, what browsers are allowed. Bodies differ by themselves. */
const COMPARED = [
  'x-amzn-errortype',
  'www-authenticate',
  'x-amzn-remapped-www-authenticate',
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-allow-credentials',
  'access-control-expose-headers',
  'access-control-max-age',
];

/** An answer in one line: `403, x-amzn-errortype ForbiddenException`. */
export function describeAnswer({ status, headers }: Answered): string {
  const shown = COMPARED.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [`${name} ${normal(name, value)}`];
  });
  return [String(status), ...shown].join(', ');
}

export function isAlike(one: Answered, other: Answered): boolean {
  return describeAnswer(one) === describeAnswer(other);
}

/** CloudFront names itself as the server of what it answers without an origin; API Gateway puts a request id into each of its answers. */
export function isMadeByEdge({ headers }: Answered): boolean {
  return headers.server === 'CloudFront' && !hasRequestId(headers);
}

/** An answer that tells of the moment, not of the way to the API: it turns callers away for now, or an error passed through API Gateway. */
export function isOfTheMoment({ status, headers }: Answered): boolean {
  return status === 429 || (status >= 500 && hasRequestId(headers));
}

function hasRequestId(headers: Answered['headers']): boolean {
  return headers['x-amzn-requestid'] !== undefined || headers['apigw-requestid'] !== undefined;
}

/** `ForbiddenException:http://internal.amazon.com/…` says the same without its tail; lists of CORS come in any order. */
function normal(name: string, value: string): string {
  if (name === 'x-amzn-errortype') return value.split(':')[0] ?? '';
  if (name === 'www-authenticate' || name === 'x-amzn-remapped-www-authenticate') return value;
  return value
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .sort()
    .join(',');
}
