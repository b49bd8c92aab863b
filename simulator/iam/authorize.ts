import type { ConditionKeys } from './permission.ts';

/** One question to the policies of a principal. A request may ask several: it runs when all are answered with yes. */
export interface PermissionRequest {
  /** ARN of the role that the caller assumed, or of the account's user. */
  readonly principal: string;
  readonly account: string;
  readonly action: string;
  /** ARN, or `*` where the action has no resources. */
  readonly resource: string;
  /** Condition keys: what the request says, and the tags that its resource carries now. */
  readonly context: ConditionKeys;
}

/** Whether the principal may. The simulator knows what is asked; which policies there are, and what they say, is known here only. */
export type Authorize = (request: PermissionRequest) => boolean | Promise<boolean>;
