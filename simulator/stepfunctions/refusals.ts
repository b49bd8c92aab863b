import { ServiceError } from '../core/service-error.ts';

export function invalidArn(reason: string): ServiceError {
  return new ServiceError('InvalidArn', 400, `Invalid Arn: '${reason}'`);
}

export function stateMachineDoesNotExist(arn: string): ServiceError {
  return new ServiceError('StateMachineDoesNotExist', 400, `State Machine Does Not Exist: '${arn}'`);
}

export function executionDoesNotExist(arn: string): ServiceError {
  return new ServiceError('ExecutionDoesNotExist', 400, `Execution Does Not Exist: '${arn}'`);
}

export function executionAlreadyExists(arn: string): ServiceError {
  return new ServiceError('ExecutionAlreadyExists', 400, `Execution Already Exists: '${arn}'`);
}

export function invalidName(name: string): ServiceError {
  return new ServiceError('InvalidName', 400, `Invalid Name: '${name}'`);
}

export function invalidExecutionInput(reason: string): ServiceError {
  return new ServiceError('InvalidExecutionInput', 400, `Invalid State Machine Execution Input: '${reason}'`);
}
