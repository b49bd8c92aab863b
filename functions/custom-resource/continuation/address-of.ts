import { InvalidRequestError } from '../../reconciler/model/errors.ts';
import type { AnswerAddress } from '../request.ts';
import { responseHostOf } from '../response-url.ts';
import { unsealUrl } from './sealed-url.ts';
import type { WorkItem } from './work-item.ts';

/**
 * Where an execution answers; undefined when nobody waits for it. Throws InvalidRequestError when the input was not sealed here: nobody may be answered
 * for somebody else.
 */
export function addressOf(
  { request, sealedUrl }: Pick<WorkItem, 'request' | 'sealedUrl'>,
  key: string,
): AnswerAddress | undefined {
  if (sealedUrl === undefined) return undefined;
  const responseUrl = unsealUrl(sealedUrl, key);
  if (responseUrl === undefined || responseHostOf(responseUrl) !== 'cloudformation') {
    const message = 'was not sealed by this installation, or its key has changed since';
    throw new InvalidRequestError([{ path: 'execution.sealedUrl', message }]);
  }
  const { requestId, stackId, logicalId } = request;
  return { responseUrl, requestId, stackId, logicalId };
}
