import type { OperationContext } from '../core/operation.ts';

/** One thing that a request needs to be allowed. */
export interface Permission {
  /** As policies name it: `cloudfront:UpdateDistribution`. */
  readonly action: string;
  /** ARN, or `*` where the action has no resources. */
  readonly resource: string;
  /** Condition keys that the request itself fills. */
  readonly context?: ConditionKeys;
}

export type ConditionKeys = Readonly<Record<string, string | readonly string[]>>;

/** A request as IAM sees it, before it asks who sent it. */
export interface AskedRequest<Input> {
  /** The operation's name, which for most services is the action's too. */
  readonly operation: string;
  readonly input: Input;
  readonly context: OperationContext;
}

export interface RequestTag {
  readonly Key: string | undefined;
  readonly Value?: string | undefined;
}

/** What a request that brings tags says about them. */
export function requestTags(tags: readonly RequestTag[]): ConditionKeys {
  const byKey = tags.map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, Value]);
  return { ...Object.fromEntries(byKey), ...tagKeys(tags.map(({ Key = '' }) => Key)) };
}

export function tagKeys(keys: readonly string[]): ConditionKeys {
  return keys.length === 0 ? {} : { 'aws:TagKeys': keys };
}
