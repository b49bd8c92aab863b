import { callerUserArn } from './caller.ts';
import type { Fault, FaultSubject } from './faults.ts';
import { ServiceError } from './service-error.ts';
import type { WireCodec } from './wire-codec.ts';

/** The error that a fault answers with instead of running the operation, or undefined when the operation runs. */
export function faultError(fault: Fault, subject: FaultSubject, codec: WireCodec): ServiceError | undefined {
  switch (fault.kind) {
    case 'throttle':
      return codec.errors.throttled;
    case 'access-denied':
      return codec.errors.accessDenied(
        `User: ${callerUserArn(subject.account)} is not authorized to perform: ` +
          `${subject.service}:${subject.operation} because no identity-based policy allows the action`,
      );
    case 'error':
      return new ServiceError(
        fault.code ?? 'InternalFailure',
        fault.status ?? 500,
        fault.message ?? 'The request processing has failed because of an unknown error, exception or failure.',
      );
    default:
      return undefined;
  }
}
