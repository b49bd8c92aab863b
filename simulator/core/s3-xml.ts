/**
 * REST-XML as S3 speaks it: buckets are in the path or in the host name, bodies are the objects themselves and may come in signed chunks, and an error
 * is a document of its own.
 */
import { decodeAwsChunks } from './aws-chunks.ts';
import type { Service } from './operation.ts';
import { restXml } from './rest-xml.ts';
import { ServiceError } from './service-error.ts';
import type { WireCodec, WireRequest, WireResponse } from './wire-codec.ts';
import { escapeXml } from './xml-error.ts';

/** What a query asks for instead of the object or the bucket itself, where nothing else of the request tells it apart. */
const SUBRESOURCES =
  /^(acl|annotation|attributes|cors|encryption|inventory|legal-hold|lifecycle|location|logging|metrics|notification|object-lock|ownershipControls|partNumber|policy|policyStatus|publicAccessBlock|renameObject|replication|restore|retention|select|tagging|torrent|uploadId|uploads|versioning|versions|website)$/;

/** A bucket before the host of S3, or before `localhost`. */
const BUCKET_HOST = /^([a-z0-9][a-z0-9.-]+)\.(?:s3[.-][a-z0-9.-]*|localhost)(?::\d+)?$/;

const SLOW_DOWN = new ServiceError('SlowDown', 503, 'Please reduce your request rate.');

/** No body of a request is XML here: it is the object. */
const NO_BODY = new Uint8Array();

export function s3Xml(service: Service): WireCodec {
  const codec = restXml(service);

  return {
    ...codec,
    errors: { ...codec.errors, throttled: SLOW_DOWN },
    match: (request) => (hasSubresource(request) ? undefined : codec.match(inPath(request))),
    describe: (request) => codec.describe(inPath(request)),
    async readInput(operation, request) {
      const { body: Body, ...plain } = unchunked(inPath(request));
      return { ...(await codec.readInput(operation, { ...plain, body: NO_BODY })), Body };
    },
    async writeOutput(operation, output, requestId) {
      const response = await codec.writeOutput(operation, output, requestId);
      // The head of an object tells its type, although it has no body.
      const { ContentType } = output as { readonly ContentType?: string };
      return { ...response, headers: { ...response.headers, ...(ContentType && { 'content-type': ContentType }) } };
    },
    writeError: (error, requestId) => writeS3Error(error, requestId),
  };
}

function hasSubresource({ query }: WireRequest): boolean {
  return [...query.keys()].some((name) => SUBRESOURCES.test(name));
}

/** The request as if the bucket had been in its path. */
function inPath(request: WireRequest): WireRequest {
  const bucket = BUCKET_HOST.exec(request.headers.host ?? '')?.[1];
  return bucket === undefined ? request : { ...request, path: `/${bucket}${request.path}` };
}

/** The request as if the client had known its checksum before it began to send. */
function unchunked(request: WireRequest): WireRequest {
  const { 'content-encoding': encoding = '', ...headers } = request.headers;
  const encodings = encoding.split(',').map((one) => one.trim());
  if (!encodings.includes('aws-chunked')) return request;
  const { body, trailers } = decodeAwsChunks(request.body);
  const others = encodings.filter((one) => one !== 'aws-chunked').join(',');
  const length = { 'content-length': String(body.length) };
  return {
    ...request,
    body,
    headers: { ...headers, ...trailers, ...length, ...(others && { 'content-encoding': others }) },
  };
}

function writeS3Error({ code, status, message, detail }: ServiceError, requestId: string): WireResponse {
  const more = Object.entries(detail).map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`);
  const fields = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>${more.join('')}`;
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?><Error>${fields}<RequestId>${requestId}</RequestId></Error>`,
  };
}
