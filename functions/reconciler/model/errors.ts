import { describeFailure, type Failure } from './failure.ts';

/** One thing wrong with a request, by property path, in the words of the person who wrote it. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** The request itself is wrong; nothing has been touched. Carries every problem, not just the first. */
export class InvalidRequestError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => `${problem.path}: ${problem.message}`).join('\n'));
    this.name = 'InvalidRequestError';
    this.problems = problems;
  }
}

/** The account itself could not be asked who it is: nothing else can be said about it. */
export class UnreachableAccountError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(
      `account: cannot be asked for its identity, got ${describeFailure(failure)}; check credentials, Region and endpoint`,
    );
    this.name = 'UnreachableAccountError';
    this.failure = failure;
  }
}

/** A state that the code promises cannot occur. A bug, never an AWS condition. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Ends a `switch` over a union: a new member that nobody handles fails to compile. */
export function assertNever(value: never): never {
  throw new InvariantError(`unexpected value ${JSON.stringify(value)}`);
}
