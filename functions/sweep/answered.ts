import type { Called } from '../reconciler/aws/call.ts';
import { describeFailure } from '../reconciler/model/failure.ts';

/** What a run, or a notice that starts one, cannot do without was refused: the invocation ends, and Step Functions or Lambda tries it again. */
export class SweepError extends Error {
  override readonly name = 'SweepError';
}

export function answered<T>(called: Called<T>): T {
  if (called.kind === 'answered') return called.value;
  throw new SweepError(describeFailure(called.failure));
}
