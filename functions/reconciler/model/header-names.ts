/** CloudFront sends them whatever a policy says. */
const SENT_ANYWAY = ['content-type', 'content-encoding', 'via', 'x-forwarded-for'];
/** CloudFront decides about them itself. */
const NEVER_LISTED = [
  'content-length',
  'cookie',
  'host',
  'connection',
  'upgrade',
  'te',
  'trailer',
  'transfer-encoding',
  'x-forwarded-proto',
  'x-real-ip',
];
const NEVER_LISTED_FAMILIES = /^(proxy|x-edge|x-amz-cf)-/i;
/** RFC 9110, token; `*` alone is a wildcard to CORS and a literal to CloudFront. */
const HEADER_NAME = /^(?!\*$)[!#$%&'*+.^_`|~0-9a-z-]+$/i;

/** Whether CloudFront takes the name in a policy's list of headers. */
export function isListableHeader(name: string): boolean {
  return HEADER_NAME.test(name) && !NEVER_LISTED.includes(name.toLowerCase()) && !NEVER_LISTED_FAMILIES.test(name);
}

/** Whether the name has to be in a list to arrive. */
export function needsListing(name: string): boolean {
  return isListableHeader(name) && !SENT_ANYWAY.includes(name.toLowerCase());
}
