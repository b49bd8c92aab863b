import type { OriginCustomHeader } from '@aws-sdk/client-cloudfront';
import { ServiceError } from '../core/service-error.ts';
import { HEADER_NAME } from './header-list-rules.ts';
import { invalidArgument, requireLength } from './invalid-argument.ts';

const MAXIMUM = 30;
const MAXIMUM_CHARACTERS = 10_240;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-denylist */
const FORBIDDEN = new Set([
  'cache-control',
  'connection',
  'content-length',
  'cookie',
  'host',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'max-forwards',
  'pragma',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'range',
  'request-range',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-real-ip',
]);
const FORBIDDEN_PREFIXES = ['x-amz-', 'x-edge-'];

export function requireOriginCustomHeaders(headers: readonly OriginCustomHeader[]): void {
  if (headers.length > MAXIMUM) {
    throw new ServiceError('TooManyOriginCustomHeaders', 400, 'Your request contains too many origin custom headers.');
  }
  for (const header of headers) requireOriginCustomHeader(header);
  const names = headers.map(({ HeaderName = '' }) => HeaderName.toLowerCase());
  if (new Set(names).size < names.length) throw invalidArgument('The parameter HeaderName contains duplicates.');
  const characters = headers.map(({ HeaderName = '', HeaderValue = '' }) => HeaderName + HeaderValue).join('').length;
  if (characters > MAXIMUM_CHARACTERS) throw invalidArgument('The parameter CustomHeaders is too big.');
}

function requireOriginCustomHeader({ HeaderName = '', HeaderValue = '' }: OriginCustomHeader): void {
  const name = HeaderName.toLowerCase();
  if (!HEADER_NAME.test(name))
    throw invalidArgument('The parameter HeaderName contains characters that are not allowed.');
  if (FORBIDDEN.has(name) || FORBIDDEN_PREFIXES.some((prefix) => name.startsWith(prefix))) {
    throw invalidArgument(`The parameter HeaderName contains ${HeaderName} that is not allowed.`);
  }
  requireLength('HeaderName', HeaderName, 256);
  requireLength('HeaderValue', HeaderValue, 1783);
}
