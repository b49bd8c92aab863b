import { createHash } from 'node:crypto';
import type { CustomResourceRequest } from '../../simulator/cloudformation/custom-resource-request.ts';
import { DOMAIN } from './estates.ts';

type Properties = Readonly<Record<string, unknown>>;

/** One custom resource in one stack, and what CloudFormation sends about it. Each request has an id and an address of its own. */
export interface SimulatedResource {
  create(properties?: Properties): CustomResourceRequest;
  update(physicalId: string, properties: Properties, oldProperties?: Properties): CustomResourceRequest;
  delete(physicalId: string, properties?: Properties): CustomResourceRequest;
}

const BUCKET = 'https://cloudformation-custom-resource-response-euwest1.s3-eu-west-1.amazonaws.com';
const SERVICE_TOKEN = 'arn:aws:lambda:eu-west-1:111111111111:function:secure-api-edge-CustomResource';

/** Properties are what a template says; `DomainName` is api.example.com unless they say otherwise. */
export function resourceOf({ stack = 'orders-edge', logicalId = 'ApiEdge' } = {}): SimulatedResource {
  const stackId = `arn:aws:cloudformation:eu-west-1:111111111111:stack/${stack}/5d2c1a40-7b1e-11f0-9c3a-0a58a9feac02`;
  let requests = 0;
  const request = (type: CustomResourceRequest['RequestType'], properties: Properties) => {
    requests += 1;
    const requestId = `${stack}-${logicalId}-${requests}`;
    return {
      RequestType: type,
      ServiceToken: SERVICE_TOKEN,
      ResponseURL: presigned(stackId, logicalId, requestId),
      StackId: stackId,
      RequestId: requestId,
      LogicalResourceId: logicalId,
      ResourceType: 'Custom::SecureApiEdge',
      ResourceProperties: sent(properties),
    };
  };
  return {
    create: (properties = {}) => request('Create', properties),
    update: (physicalId, properties, oldProperties = {}) => ({
      ...request('Update', properties),
      PhysicalResourceId: physicalId,
      OldResourceProperties: sent(oldProperties),
    }),
    delete: (physicalId, properties = {}) => ({ ...request('Delete', properties), PhysicalResourceId: physicalId }),
  };
}

function presigned(stackId: string, logicalId: string, requestId: string): string {
  const signature = createHash('sha256').update(requestId).digest('hex');
  const path = encodeURIComponent(`${stackId}|${logicalId}|${requestId}`);
  return `${BUCKET}/${path}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=7200&X-Amz-Signature=${signature}`;
}

function sent(properties: Properties): Properties {
  const all = { ServiceToken: SERVICE_TOKEN, DomainName: DOMAIN, ...properties };
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, asText(value)]])),
  );
}

/** CloudFormation sends every scalar as a string, inside lists and maps too. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asText(inner)]));
}
