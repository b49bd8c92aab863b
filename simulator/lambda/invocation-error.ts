import type { InvocationOutcome } from './invocation.ts';

/** What a synchronous caller gets instead of a result. */
export class InvocationError extends Error {
  override readonly name = 'InvocationError';
  /** The function's error, or Lambda's own (`Lambda.TooManyRequestsException`); absent where the function reported none. */
  readonly errorType: string | undefined;
  /** The payload of a function error, or Lambda's sentence. */
  readonly payload: string;

  constructor(outcome: Exclude<InvocationOutcome, { kind: 'answered' }>) {
    const [errorType, message, payload] = told(outcome);
    super(message);
    this.errorType = errorType;
    this.payload = payload;
  }
}

function told(outcome: Exclude<InvocationOutcome, { kind: 'answered' }>): [string | undefined, string, string] {
  if (outcome.kind === 'failed') {
    const { errorType, errorMessage } = outcome.failure;
    return [errorType, errorMessage, JSON.stringify(outcome.failure)];
  }
  const sentence =
    outcome.code === 'TooManyRequestsException'
      ? 'Rate Exceeded.'
      : 'The Lambda service encountered an internal error.';
  return [`Lambda.${outcome.code}`, sentence, sentence];
}
