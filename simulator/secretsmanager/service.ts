import type { Service } from '../core/operation.ts';
import { createSecret } from './create-secret.ts';
import { deleteSecret } from './delete-secret.ts';
import { describeSecret } from './describe-secret.ts';
import { getSecretValue } from './get-secret-value.ts';
import { listSecretVersionIds } from './list-secret-version-ids.ts';
import { putSecretValue } from './put-secret-value.ts';

export const secretsManager: Service = {
  signingName: 'secretsmanager',
  protocol: 'json-1.1',
  serviceTarget: 'secretsmanager',
  shapeNamespace: 'com.amazonaws.secretsmanager',
  operations: [createSecret, deleteSecret, describeSecret, getSecretValue, listSecretVersionIds, putSecretValue],
};
