import {
  GetSecretValue$,
  type GetSecretValueRequest,
  type GetSecretValueResponse,
} from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../core/operation.ts';
import { findLiveSecret } from './find-secret.ts';
import { invalidRequest, notFound } from './refusals.ts';
import type { SecretVersion, StoredSecret } from './state.ts';

export const getSecretValue: Operation<GetSecretValueRequest, GetSecretValueResponse> = {
  schema: GetSecretValue$,
  run(input, context) {
    const secret = findLiveSecret(input.SecretId, context);
    const version = findVersion(secret, input);
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.versionId,
      SecretString: version.secretString,
      SecretBinary: version.secretBinary,
      VersionStages: [...version.stages],
      CreatedDate: version.createdDate,
    };
  },
};

function findVersion({ versions }: StoredSecret, { VersionId, VersionStage }: GetSecretValueRequest): SecretVersion {
  if (VersionId === undefined) {
    const stage = VersionStage ?? 'AWSCURRENT';
    const version = [...versions.values()].find(({ stages }) => stages.has(stage));
    if (version === undefined) {
      throw notFound(`Secrets Manager can't find the specified secret value for staging label: ${stage}`);
    }
    return version;
  }
  const version = versions.get(VersionId);
  if (version === undefined) {
    throw notFound(`Secrets Manager can't find the specified secret value for VersionId: ${VersionId}`);
  }
  if (VersionStage !== undefined && !version.stages.has(VersionStage)) {
    throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
  }
  return version;
}
