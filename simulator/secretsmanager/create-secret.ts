import {
  CreateSecret$,
  type CreateSecretRequest,
  type CreateSecretResponse,
  type Tag,
} from '@aws-sdk/client-secrets-manager';
import type { Operation, OperationContext } from '../core/operation.ts';
import { resourceTags } from '../core/resource-tags.ts';
import { addVersion } from './add-version.ts';
import { alreadyExists, invalidParameter, invalidRequest } from './refusals.ts';
import { checkValue, hasValue, versionIdOf } from './secret-value.ts';
import { type StoredSecret, secretsOf } from './state.ts';

const SUFFIX_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const MAXIMUM_TAGS = 50;

export const createSecret: Operation<CreateSecretRequest, CreateSecretResponse> = {
  schema: CreateSecret$,
  run(input, context) {
    const name = input.Name ?? '';
    checkName(name, context);
    checkValue(input);
    checkTags(input.Tags ?? []);
    if (hasValue(input)) versionIdOf(input);

    const secret = newSecret(input, context);
    secretsOf(context).set(name, secret);
    addTags(secret, input.Tags ?? [], context);
    const version = hasValue(input) ? addVersion(secret, input, [], context) : undefined;
    return { ARN: secret.arn, Name: name, VersionId: version?.versionId };
  },
};

function checkName(name: string, context: OperationContext): void {
  if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name)) {
    throw invalidParameter(
      'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
    );
  }
  const present = secretsOf(context).get(name);
  if (present?.deletedDate !== undefined) {
    throw invalidRequest(
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  }
  if (present !== undefined) {
    throw alreadyExists(`The operation failed because the secret ${name} already exists.`);
  }
}

function checkTags(tags: readonly Tag[]): void {
  if (tags.length > MAXIMUM_TAGS || tags.some(({ Key = '' }) => Key === '' || /^aws:/i.test(Key))) {
    throw invalidParameter(`A secret has at most ${MAXIMUM_TAGS} tags, and no tag key begins with aws:.`);
  }
}

function newSecret(input: CreateSecretRequest, context: OperationContext): StoredSecret {
  const { Name = '', Description, KmsKeyId } = input;
  const now = new Date(context.clock.now());
  const suffix = context.ids.text(6, SUFFIX_ALPHABET);
  return {
    arn: `arn:aws:secretsmanager:${context.region}:${context.account}:secret:${Name}-${suffix}`,
    name: Name,
    description: Description,
    kmsKeyId: KmsKeyId,
    createdDate: now,
    lastChangedDate: now,
    deletedDate: undefined,
    versions: new Map(),
  };
}

function addTags({ arn }: StoredSecret, tags: readonly Tag[], context: OperationContext): void {
  if (tags.length === 0) return;
  const entries = tags.map(({ Key = '', Value = '' }): [string, string] => [Key, Value]);
  context.world.state(resourceTags, context.account).set(arn, new Map(entries));
}
