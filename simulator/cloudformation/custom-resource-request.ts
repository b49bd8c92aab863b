import type { Ids } from '../core/ids.ts';
import type { ResourceRequest } from './resource-provider.ts';
import { presignResponseUrl } from './response-url.ts';
import type { Properties } from './template.ts';

/** The event that a custom resource's function gets. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html */
export interface CustomResourceRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ServiceToken: string;
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  readonly ResourceProperties: Properties;
  readonly OldResourceProperties?: Properties;
}

export interface RequestOrigin {
  readonly region: string;
  readonly ids: Ids;
  readonly now: number;
}

export function createCustomResourceRequest(
  { action, stackId, logicalId, type, physicalId, properties, oldProperties }: ResourceRequest,
  { region, ids, now }: RequestOrigin,
): CustomResourceRequest {
  const requestId = ids.uuid();
  return structuredClone({
    RequestType: action,
    ServiceToken: String(properties.ServiceToken),
    ResponseURL: presignResponseUrl({ region, stackId, logicalId, requestId, now }),
    StackId: stackId,
    RequestId: requestId,
    LogicalResourceId: logicalId,
    ...(physicalId !== undefined && { PhysicalResourceId: physicalId }),
    ResourceType: type,
    ResourceProperties: properties,
    ...(oldProperties !== undefined && { OldResourceProperties: oldProperties }),
  });
}
