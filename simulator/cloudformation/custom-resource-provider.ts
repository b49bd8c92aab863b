import type { Ids } from '../core/ids.ts';
import type { VirtualTime } from '../core/virtual-time.ts';
import { createCustomResourceRequest } from './custom-resource-request.ts';
import { firstOutcome } from './first-outcome.ts';
import { readAnswer } from './read-answer.ts';
import type { ResourceOutcome, ResourceProvider } from './resource-provider.ts';
import type { ResponseReceiver } from './response-receiver.ts';
import type { Properties } from './template.ts';

/** How long CloudFormation waits for an answer unless ServiceTimeout says otherwise. */
const DEFAULT_TIMEOUT_SECONDS = 3600;

export interface CustomResourceOptions {
  readonly time: VirtualTime;
  readonly region: string;
  readonly ids: Ids;
  /** Hands the event over and returns: whatever comes of it comes later. */
  readonly invoke: (serviceToken: string, event: unknown) => void;
  readonly receiver: ResponseReceiver;
}

/** Sends the request to the service token and waits for the object at its response URL. Only the first counts, and only in time. */
export function createCustomResourceProvider(options: CustomResourceOptions): ResourceProvider {
  const { time, region, ids, invoke, receiver } = options;
  return (request, signal) => {
    const event = createCustomResourceRequest(request, { region, ids, now: time.clock.now() });
    const limits = { seconds: timeoutOf(request.properties), afterwards: unanswered(event.RequestId), signal };
    return firstOutcome(time, limits, (settle) => {
      receiver.expect(event.ResponseURL, (body) => settle(readAnswer(body, event)));
      invoke(event.ServiceToken, event);
    });
  };
}

/** Why CloudFormation would not even ask. */
export function requestProblem({
  ServiceToken,
  ServiceTimeout = DEFAULT_TIMEOUT_SECONDS,
}: Properties): string | undefined {
  if (!/^arn:[^:]+:(lambda|sns):/.test(String(ServiceToken))) return 'Invalid service token.';
  const seconds = /^\d+$/.test(String(ServiceTimeout)) ? Number(ServiceTimeout) : 0;
  return seconds >= 1 && seconds <= 3600 ? undefined : 'Invalid ServiceTimeout: it must be an integer from 1 to 3600.';
}

function timeoutOf({ ServiceTimeout = DEFAULT_TIMEOUT_SECONDS }: Properties): number {
  return Number(ServiceTimeout);
}

function unanswered(requestId: string): ResourceOutcome {
  const reason = [
    'CloudFormation did not receive a response from your Custom Resource.',
    `Please check your logs for requestId [${requestId}].`,
    'If you are using the Python cfn-response module, you may need to update your Lambda function code',
    'so that CloudFormation can attach the updated version.',
  ];
  return { kind: 'failed', reason: reason.join(' ') };
}
