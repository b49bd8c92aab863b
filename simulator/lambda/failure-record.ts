import type { QueuedEvent } from './deliver-event.ts';
import type { FunctionFailure } from './invocation.ts';

export type Condition = 'RetriesExhausted' | 'EventAgeExceeded';

export interface GivenUp {
  readonly condition: Condition;
  readonly invokeCount: number;
  /** Of the last attempt that ran, if any did. */
  readonly failure: FunctionFailure | undefined;
  /** Milliseconds since the epoch, simulated. */
  readonly at: number;
}

/** What an OnFailure destination receives. */
export function failureRecord(
  { functionArn, requestId, payload }: QueuedEvent,
  { condition, invokeCount, failure, at }: GivenUp,
): object {
  return {
    version: '1.0',
    timestamp: new Date(at).toISOString(),
    requestContext: {
      requestId,
      functionArn: `${functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: invokeCount,
    },
    requestPayload: JSON.parse(payload),
    ...(failure && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: failure,
    }),
  };
}
