import type { Properties } from './template.ts';

/** What a stack wants of one resource. */
export interface ResourceRequest {
  readonly action: 'Create' | 'Update' | 'Delete';
  readonly stackId: string;
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string | undefined;
  readonly properties: Properties;
  readonly oldProperties?: Properties;
}

export type ResourceOutcome =
  | {
      readonly kind: 'done';
      readonly physicalId: string;
      readonly attributes: Properties;
      readonly requestId: string | undefined;
    }
  | { readonly kind: 'failed'; readonly reason: string; readonly physicalId?: string }
  | { readonly kind: 'cancelled' };

/** Acts on a resource until it is done, fails, or the signal tells that nobody waits for it any more. */
export type ResourceProvider = (request: ResourceRequest, signal: AbortSignal) => Promise<ResourceOutcome>;
