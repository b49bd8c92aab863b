/** How long CloudFormation's addresses are valid: what `Expires` adds to the moment of signing. */
const VALID_SECONDS = 7200;
const BASIC_FORMAT = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/**
 * When CloudFormation sent a request, by the signature of its response URL: `X-Amz-Date` (version 4) or `Expires` (version 2). Undefined where the
 * URL does not say. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function sentAtOf(responseUrl: string): Date | undefined {
  const query = URL.parse(responseUrl)?.searchParams;
  const at = millisecondsOf(query?.get('X-Amz-Date') ?? '') ?? expiryOf(query?.get('Expires') ?? '');
  return at === undefined ? undefined : new Date(at);
}

function millisecondsOf(basicFormat: string): number | undefined {
  const time = BASIC_FORMAT.exec(basicFormat);
  if (time === null) return undefined;
  const [, year, month, day, hour, minute, second] = time;
  const milliseconds = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

function expiryOf(epochSeconds: string): number | undefined {
  return /^\d{9,10}$/.test(epochSeconds) ? (Number(epochSeconds) - VALID_SECONDS) * 1000 : undefined;
}
