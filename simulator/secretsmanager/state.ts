import type { OperationContext } from '../core/operation.ts';
import type { StateKey } from '../core/world.ts';

export interface SecretVersion {
  readonly versionId: string;
  readonly secretString: string | undefined;
  readonly secretBinary: Uint8Array | undefined;
  readonly createdDate: Date;
  /** Staging labels. A version without any is deprecated: it stays until AWS removes it. */
  readonly stages: Set<string>;
}

export interface StoredSecret {
  readonly arn: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly kmsKeyId: string | undefined;
  readonly createdDate: Date;
  lastChangedDate: Date;
  /** When the secret goes for good, once it was marked for deletion. */
  deletedDate: Date | undefined;
  /** By version id, in the order they were made. */
  readonly versions: Map<string, SecretVersion>;
}

/** Secrets Manager of one account in one Region: the secrets by name. */
export const secretsManagerState: StateKey<Map<string, StoredSecret>> = {
  name: 'secretsmanager',
  create: () => new Map(),
};

/** Deliberately small, so that a caller that ignores `NextToken` is noticed. */
export const DEFAULT_PAGE_SIZE = 3;
export const MAXIMUM_PAGE_SIZE = 100;

export function secretsOf(context: OperationContext): Map<string, StoredSecret> {
  return context.world.state(secretsManagerState, context.account, context.region);
}
