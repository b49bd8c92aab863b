import type { OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { EstateError } from './estate-error.ts';
import type { EstateNames } from './estate-names.ts';

/** What the seeding of one account needs. */
export interface Seeding {
  readonly account: string;
  /** Where the account stands in the document, for problems. */
  readonly path: string;
  readonly names: EstateNames;
  /** The account's own caller in a Region. */
  readonly context: (region: string) => OperationContext;
}

/** How API Gateway writes the invocation of an authorizer's Lambda function. */
export function functionUri(name: string, { region, account }: OperationContext): string {
  const lambda = `arn:aws:lambda:${region}:${account}:function:${name}`;
  return `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${lambda}/invocations`;
}

/** Turns AWS's refusal into a problem of the document at `path`. */
export function at<T>(path: string, create: () => T): T {
  try {
    return create();
  } catch (error) {
    if (error instanceof ServiceError) {
      throw new EstateError([`${path}: ${error.code}: ${error.message}`], { cause: error });
    }
    throw error;
  }
}
