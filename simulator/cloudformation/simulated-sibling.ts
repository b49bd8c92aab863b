import type { VirtualTime } from '../core/virtual-time.ts';
import { firstOutcome } from './first-outcome.ts';
import { isMap } from './is-map.ts';
import type { ResourceOutcome, ResourceProvider, ResourceRequest } from './resource-provider.ts';

/**
 * The other resources of a stack, as far as a custom resource can notice them. `Create`, `Update` and `Delete` each say how many `Seconds` it takes
 * and, with `Fail`, for what reason it fails then; `Attributes` can be read with Fn::GetAtt.
 */
export function createSiblingProvider(time: VirtualTime): ResourceProvider {
  return (request, signal) => {
    const behavior = request.properties[request.action];
    const { Seconds = 0, Fail } = isMap(behavior) ? behavior : {};
    const afterwards = typeof Fail === 'string' ? ({ kind: 'failed', reason: Fail } as const) : done(request);
    return firstOutcome(time, { seconds: Number(Seconds), afterwards, signal }, () => {});
  };
}

function done({ logicalId, physicalId = `sibling-${logicalId}`, properties }: ResourceRequest): ResourceOutcome {
  const attributes = isMap(properties.Attributes) ? properties.Attributes : {};
  return { kind: 'done', physicalId, attributes, requestId: undefined };
}
