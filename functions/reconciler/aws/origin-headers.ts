import type { DistributionConfig, OriginCustomHeader, Origin as SdkOrigin } from '@aws-sdk/client-cloudfront';
import { InvariantError } from '../model/errors.ts';
import { sameHeader } from '../model/origin-verify.ts';
import type { SecretValue } from './secret-value.ts';

/** One header of one origin: a value to set, or undefined to take the header away. */
export interface OriginHeaderWrite {
  readonly originId: string;
  readonly headerName: string;
  readonly value: SecretValue | undefined;
}

/** A new config with these headers; every other header of every origin stays as it is. */
export function writeOriginHeaders(
  config: DistributionConfig,
  writes: readonly OriginHeaderWrite[],
): DistributionConfig {
  if (writes.length === 0) return config;
  const origins = config.Origins?.Items ?? [];
  const unknown = writes.find(({ originId }) => origins.every(({ Id }) => Id !== originId));
  if (unknown !== undefined) throw new InvariantError(`no such origin: ${unknown.originId}`);
  return {
    ...config,
    Origins: { Quantity: origins.length, Items: origins.map((origin) => writes.reduce(writeHeader, origin)) },
  };
}

function writeHeader(origin: SdkOrigin, { originId, headerName, value }: OriginHeaderWrite): SdkOrigin {
  if (origin.Id !== originId) return origin;
  const headers = origin.CustomHeaders?.Items ?? [];
  const isIt = ({ HeaderName = '' }: OriginCustomHeader) => sameHeader(HeaderName, headerName);
  const items =
    value === undefined ? headers.filter((header) => !isIt(header)) : withValue(headers, isIt, headerName, value);
  return {
    ...origin,
    CustomHeaders: items.length === 0 ? { Quantity: 0 } : { Quantity: items.length, Items: items },
  };
}

/** In its place where the header is there already. */
function withValue(
  headers: readonly OriginCustomHeader[],
  isIt: (header: OriginCustomHeader) => boolean,
  HeaderName: string,
  value: SecretValue,
): OriginCustomHeader[] {
  const HeaderValue = value.reveal();
  return headers.some(isIt)
    ? headers.map((header) => (isIt(header) ? { ...header, HeaderValue } : header))
    : [...headers, { HeaderName, HeaderValue }];
}

/** Taking single letters out of a sentence would leave none. */
const SHORTEST_TAKEN_OUT = 4;
/** No header value can hold it, so that one value is not looked for in what stands for another. */
const HOLE = '\u0000';

/** A text of AWS's with the values of all these headers taken out: CloudFront quotes what it refuses. */
export function withoutHeaderValues(text: string, config: DistributionConfig): string {
  const values = (config.Origins?.Items ?? [])
    .flatMap(({ CustomHeaders }) => CustomHeaders?.Items ?? [])
    .map(({ HeaderValue = '' }) => HeaderValue)
    .filter((value) => value.length >= SHORTEST_TAKEN_OUT);
  return values
    .sort((a, b) => b.length - a.length)
    .reduce((left, value) => left.replaceAll(value, HOLE), text)
    .replaceAll(HOLE, '(secret)');
}
