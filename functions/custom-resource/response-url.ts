/**
 * The response URL is a presigned PUT: whoever has it can answer for the stack. It is used only when it is a bucket of
 * CloudFormation's own, and never written down. Bucket: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/vpc-interface-endpoints.html
 */
const DNS_SUFFIXES = [
  'amazonaws.com',
  'amazonaws.com.cn',
  'amazonaws.eu',
  'c2s.ic.gov',
  'sc2s.sgov.gov',
  'cloud.adc-e.uk',
  'csp.hci.ic.gov',
];
/** `…-euwest1.s3.amazonaws.com`, `…-euwest1.s3-eu-west-1.amazonaws.com`, `…-euwest1.s3.eu-west-1.amazonaws.com` */
const BUCKET_HOST =
  /^cloudformation-custom-resource-response-([a-z]+\d)\.s3(?:[.-]([a-z]+(?:-[a-z]+)+-\d))?\.([a-z0-9.-]+)$/;
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

export type ResponseHost = 'cloudformation' | 'loopback' | 'foreign';

/** Whose host a response URL names. */
export function responseHostOf(responseUrl: string): ResponseHost {
  const url = URL.parse(responseUrl);
  if (url === null || url.username !== '' || url.password !== '') return 'foreign';
  if (LOOPBACK.includes(url.hostname)) return 'loopback';
  return url.protocol === 'https:' && url.port === '' && isBucketHost(url.hostname) ? 'cloudformation' : 'foreign';
}

function isBucketHost(host: string): boolean {
  const [, bucketRegion, hostRegion, suffix] = BUCKET_HOST.exec(host) ?? [];
  const regionsAgree = hostRegion === undefined || hostRegion.replaceAll('-', '') === bucketRegion;
  return suffix !== undefined && DNS_SUFFIXES.includes(suffix) && regionsAgree;
}

/** A text without the response URL, its query string or its signature, wherever they occur in it. */
export function maskResponseUrl(text: string, responseUrl: string): string {
  const query = responseUrl.slice(responseUrl.indexOf('?') + 1);
  const secrets = [responseUrl, URL.parse(responseUrl)?.href ?? '', query, ...query.split('&').map(parameterValue)];
  return secrets
    .filter((secret) => secret.length >= 8)
    .reduce((masked, secret) => masked.replaceAll(secret, '<response url>'), text);
}

function parameterValue(parameter: string): string {
  return parameter.slice(parameter.indexOf('=') + 1);
}
