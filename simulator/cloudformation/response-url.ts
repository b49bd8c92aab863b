import { createHash } from 'node:crypto';

/** How long CloudFormation's presigned URLs are good for. */
export const URL_SECONDS = 7200;

/** The Regions whose S3 endpoints have a dash, from the time before 2019. */
const DASHED =
  /^(us-east-2|us-west-[12]|ca-central-1|sa-east-1|eu-central-1|eu-west-[123]|ap-northeast-[123]|ap-southeast-[12]|ap-south-1|us-gov-west-1)$/;

export interface ResponseObject {
  readonly region: string;
  readonly stackId: string;
  readonly logicalId: string;
  readonly requestId: string;
  readonly now: number;
}

/** Where the answer to one request is to be PUT: the form that recorded events have. */
export function presignResponseUrl({ region, stackId, logicalId, requestId, now }: ResponseObject): string {
  const [arn = '', name, guid] = stackId.split('/');
  const path = `/${encodeURIComponent(arn)}/${name}/${guid}%7C${logicalId}%7C${requestId}`;
  const date = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': date,
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Expires': String(URL_SECONDS),
    'X-Amz-Credential': `AKIASIMULATEDCFN0000/${date.slice(0, 8)}/${region}/s3/aws4_request`,
    'X-Amz-Signature': createHash('sha256').update(`${path}\n${date}`).digest('hex'),
  });
  return `https://${bucketHost(region)}${path}?${query}`;
}

/** When a presigned URL stops being good, in milliseconds; undefined where it does not say. */
export function expiryOf(url: URL): number | undefined {
  const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(url.searchParams.get('X-Amz-Date') ?? '');
  const seconds = Number(url.searchParams.get('X-Amz-Expires') ?? Number.NaN);
  if (date === null || Number.isNaN(seconds)) return undefined;
  const [, year, month, day, hour, minute, second] = date.map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) + seconds * 1000;
}

function bucketHost(region: string): string {
  const bucket = `cloudformation-custom-resource-response-${region.replaceAll('-', '')}`;
  if (region === 'us-east-1') return `${bucket}.s3.amazonaws.com`;
  if (region.startsWith('cn-')) return `${bucket}.s3.${region}.amazonaws.com.cn`;
  return `${bucket}.s3${DASHED.test(region) ? '-' : '.'}${region}.amazonaws.com`;
}
