/** What Lambda hands to a handler beside the event. */
export interface InvocationContext {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** In simulated time. */
  getRemainingTimeInMillis(): number;
}

/** Its parameters are its own business: it is called with the event and an `InvocationContext`. */
export type Handler = (event: never, context: never) => unknown;

/** One attempt at one event or request. */
export interface Invocation {
  readonly functionArn: string;
  /** The same for all attempts at one event, and for its duplicates. */
  readonly requestId: string;
  readonly type: 'Event' | 'RequestResponse';
  /** How often this event was tried, this time included. */
  readonly attempt: number;
  /** How often this function was invoked since it was declared, this time included. */
  readonly count: number;
  /** JSON. */
  readonly payload: string;
  /** Milliseconds since the epoch, simulated. */
  readonly startedAt: number;
}

/**
 * What befalls an invocation: the process ends before the handler has run, or after all of it has run and before anybody learns the result;
 * or Lambda refuses, and nothing runs.
 */
export type Mishap = 'crash-before' | 'crash-after' | 'throttled' | 'service-error';

/** How an invocation ended, as the caller or the event queue sees it. */
export type InvocationOutcome =
  | { readonly kind: 'answered'; readonly payload: string }
  | { readonly kind: 'failed'; readonly failure: FunctionFailure }
  | { readonly kind: 'refused'; readonly code: 'TooManyRequestsException' | 'ServiceException' };

/** The payload of a function error. A handler that throws something without a name leaves no `errorType`. */
export interface FunctionFailure {
  readonly errorType?: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}
