import { createHash, createHmac } from 'node:crypto';
import { type GatewayAnswer, missingAuthenticationToken, refusedWith } from './gateway-answer.ts';
import { type GatewayRequest, headerOf } from './gateway-request.ts';

/*
 * Signature Version 4 (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html), in the Authorization header or in a
 * presigned query, checked against the request as it arrived: a Host that somebody changed on the way makes it another request. The secret of every long-term
 * access key is the one that `Simulator.env` gives; the secrets of assumed roles are not kept, so their signatures are only checked for what they cover.
 */

const ALGORITHM = 'AWS4-HMAC-SHA256';
const SECRET = 'simulated';
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

interface Signature {
  readonly accessKeyId: string;
  /** `20260101/eu-west-1/execute-api/aws4_request` */
  readonly scope: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly date: string;
  readonly isPresigned: boolean;
}

/** Why AWS does not accept the signature of a request, in AWS's words; undefined when it does. */
export function signatureProblem(request: GatewayRequest): GatewayAnswer | undefined {
  const authorization = headerOf(request, 'authorization');
  if (authorization === undefined && queryOf(request).get('X-Amz-Signature') === null)
    return missingAuthenticationToken;
  const signature = authorization === undefined ? fromQuery(request) : fromHeader(authorization, request);
  if (signature === undefined) return unreadable(authorization ?? '');
  return coverageProblem(signature, request) ?? contentProblem(signature, request);
}

function coverageProblem({ signedHeaders, scope }: Signature, { region }: GatewayRequest): GatewayAnswer | undefined {
  const [, signedRegion, service] = scope.split('/');
  if (!signedHeaders.includes('host'))
    return invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  if (signedRegion !== region) return invalid('Credential should be scoped to a valid region.');
  return service === 'execute-api'
    ? undefined
    : invalid("Credential should be scoped to correct service: 'execute-api'. ");
}

function contentProblem(signature: Signature, request: GatewayRequest): GatewayAnswer | undefined {
  if (signature.accessKeyId.startsWith('ASIA')) return undefined;
  const canonical = canonicalRequest(signature, request);
  const textToSign = [ALGORITHM, signature.date, signature.scope, sha256(canonical)].join('\n');
  if (hmac(signingKey(signature.scope), textToSign).toString('hex') === signature.signature) return undefined;
  return invalid(
    `${MISMATCH}\n\nThe Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'${textToSign}'\n`,
  );
}

function canonicalRequest({ signedHeaders, isPresigned }: Signature, request: GatewayRequest): string {
  const headers = signedHeaders.map(
    (name) => `${name}:${(headerOf(request, name) ?? '').trim().replaceAll(/ +/g, ' ')}`,
  );
  const ofBody =
    headerOf(request, 'x-amz-content-sha256') === 'UNSIGNED-PAYLOAD' ? 'UNSIGNED-PAYLOAD' : sha256(request.body);
  return [
    request.method,
    request.path.split('/').map(encode).join('/'),
    canonicalQuery(queryOf(request)),
    ...headers,
    '',
    signedHeaders.join(';'),
    isPresigned ? sha256('') : ofBody,
  ].join('\n');
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function signingKey(scope: string): Buffer {
  return scope.split('/').reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`AWS4${SECRET}`));
}

function fromHeader(authorization: string, request: GatewayRequest): Signature | undefined {
  const [, credential, headers, signature] =
    /^AWS4-HMAC-SHA256 +Credential=([^,\s]+),? *SignedHeaders=([^,\s]*),? *Signature=(\w+)$/.exec(authorization) ?? [];
  const date = headerOf(request, 'x-amz-date') ?? '';
  return toSignature(credential, headers, signature, date, false);
}

function fromQuery(request: GatewayRequest): Signature | undefined {
  const query = queryOf(request);
  const [credential, headers, signature, date] = ['Credential', 'SignedHeaders', 'Signature', 'Date'].map(
    (name) => query.get(`X-Amz-${name}`) ?? undefined,
  );
  return toSignature(credential, headers, signature, date ?? '', true);
}

function toSignature(
  credential: string | undefined,
  headers: string | undefined,
  signature: string | undefined,
  date: string,
  isPresigned: boolean,
): Signature | undefined {
  if (credential === undefined || headers === undefined || signature === undefined) return undefined;
  const [accessKeyId = '', ...scope] = credential.split('/');
  return { accessKeyId, scope: scope.join('/'), signedHeaders: headers.split(';'), signature, date, isPresigned };
}

function unreadable(authorization: string): GatewayAnswer {
  const [scheme = ''] = authorization.split(' ');
  const message = `'${scheme}' not a valid key=value pair (missing equal-sign) in Authorization header: '${authorization}'.`;
  return refusedWith(403, 'IncompleteSignatureException', { message });
}

function invalid(message: string): GatewayAnswer {
  return refusedWith(403, 'InvalidSignatureException', { message });
}

function queryOf({ query }: GatewayRequest): URLSearchParams {
  return new URLSearchParams(query.replaceAll('+', '%2B'));
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
