import { assertNever, InvariantError } from '../reconciler/model/errors.ts';
import { describeFailure, type Failure, type FailureKind } from '../reconciler/model/failure.ts';
import type { EdgeLook } from '../reconciler/model/look.ts';
import type { Outcome } from '../reconciler/model/outcome.ts';
import type { Step } from '../reconciler/model/plan.ts';

const CONTINUES = 'what was made stays, and the next update or retry of this resource continues where this one stopped';
const NOT_CHECKED = 'what cannot be read is not taken for correct; let the function read it, then retry';

const ADVICE: Readonly<Record<FailureKind, string>> = {
  NotFound: 'it was removed meanwhile; retry, and the next look starts from what is there',
  AlreadyExists: 'find out whom it belongs to, remove or release it there, then retry',
  ResourceConflict: 'somebody changes the same resource at the same time; let them finish, then retry',
  Throttling: 'AWS limits the rate of these requests; retry later',
  AccessDenied: "allow this action in the function's role, or lift the policy that denies it, then retry",
  ServiceLimitExceeded: 'ask AWS for a higher quota or remove what is unused, then retry',
  NotStabilized: 'AWS has not finished an earlier change; retry later',
  InvalidRequest: 'AWS refuses this value; correct the property that it comes from, then update',
  ServiceInternalError: 'AWS had trouble of its own; retry later',
  NetworkFailure: 'AWS could not be reached; look at the network of the function, then retry',
};

/** Codes of requests that nobody signed, or signed with keys that AWS does not take: no permission would help. */
const CREDENTIAL_CODES = [
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'MissingAuthenticationToken',
  'UnrecognizedClientException',
];
const CREDENTIALS_ADVICE =
  'the credentials are missing, wrong or expired; check the role of the function, or the profile and the endpoint where it runs outside of Lambda, then retry';

/** Why the last look did not end in sync, in lines for the stack's events; undefined when it did. */
export function failureReasons(outcome: Outcome): readonly string[] | undefined {
  switch (outcome.kind) {
    case 'in-sync':
      return undefined;
    case 'refused':
      return outcome.refusals.map(({ rule, detail }) => `refused by ${rule}: ${detail}`);
    case 'not-checked':
      return [...outcome.details.map((detail) => `not checked: ${detail}`), NOT_CHECKED];
    case 'failed':
      return failedReasons(outcome.failure, outcome.applied);
    case 'waiting':
    case 'applied':
      return outOfTimeReasons(outcome);
    case 'drift':
      throw new InvariantError('a look that may write ended in drift');
    default:
      return assertNever(outcome);
  }
}

/** Why a request whose last look never came to an end has failed. */
export function lateReasons(lastLook: EdgeLook | undefined): readonly string[] {
  return outOfTimeReasons(lastLook?.outcome);
}

function failedReasons(failure: Failure, applied: readonly Step[]): readonly string[] {
  const done = applied.length === 0 ? [] : [`already applied: ${describeSteps(applied)}; ${CONTINUES}`];
  return [describeFailure(failure), adviceFor(failure), ...done];
}

function adviceFor({ kind, code }: Failure): string {
  return CREDENTIAL_CODES.includes(code) ? CREDENTIALS_ADVICE : ADVICE[kind];
}

function outOfTimeReasons(outcome: Outcome | undefined): readonly string[] {
  return [`time ran out while ${whatWasGoingOn(outcome)}`, CONTINUES];
}

function whatWasGoingOn(outcome: Outcome | undefined): string {
  if (outcome?.kind === 'waiting') return `waiting for ${outcome.for}`;
  if (outcome?.kind === 'applied') return `applying changes, the last being ${describeSteps(outcome.steps)}`;
  return 'looking at the edge';
}

function describeSteps(steps: readonly Step[]): string {
  return steps.map(({ action, target }) => `${action} ${target}`).join(', ');
}
