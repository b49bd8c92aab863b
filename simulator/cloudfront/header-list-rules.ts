import { invalidArgument } from './invalid-argument.ts';

/** RFC 9110, token. */
export const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html */
const FORBIDDEN = new Set(['connection', 'cookie', 'proxy-authorization', 'te', 'upgrade']);

/** Refuses what no policy or behavior may list. */
export function requireListableHeaders(headers: readonly string[]): void {
  for (const header of headers) {
    if (!HEADER_NAME.test(header)) {
      throw invalidArgument('The parameter Headers contains characters that are not allowed.');
    }
    if (FORBIDDEN.has(header.toLowerCase())) throw notAllowed(header);
  }
  if (new Set(headers.map((header) => header.toLowerCase())).size < headers.length) {
    throw invalidArgument('The parameter Headers contains duplicates.');
  }
}

export function notAllowed(header: string): Error {
  return invalidArgument(`The parameter Headers contains ${header} that is not allowed.`);
}
