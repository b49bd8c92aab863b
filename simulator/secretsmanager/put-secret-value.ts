import {
  PutSecretValue$,
  type PutSecretValueRequest,
  type PutSecretValueResponse,
} from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../core/operation.ts';
import { addVersion, versionMadeBefore } from './add-version.ts';
import { findLiveSecret } from './find-secret.ts';
import { invalidParameter, invalidRequest } from './refusals.ts';
import { checkValue, hasValue } from './secret-value.ts';

const MAXIMUM_STAGES = 20;

export const putSecretValue: Operation<PutSecretValueRequest, PutSecretValueResponse> = {
  schema: PutSecretValue$,
  run(input, context) {
    const secret = findLiveSecret(input.SecretId, context);
    if (!hasValue(input)) {
      throw invalidRequest('You must provide either SecretString or SecretBinary.');
    }
    checkValue(input);
    const stages = stagesOf(input);
    const present = versionMadeBefore(secret, input);

    const version = present ?? addVersion(secret, input, stages, context);
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.versionId,
      VersionStages: [...version.stages],
    };
  },
};

function stagesOf({ VersionStages: stages = ['AWSCURRENT'] }: PutSecretValueRequest): readonly string[] {
  if (
    stages.length < 1 ||
    stages.length > MAXIMUM_STAGES ||
    stages.some((stage) => stage.length > 256 || stage === '')
  ) {
    throw invalidParameter(`VersionStages must hold 1 to ${MAXIMUM_STAGES} labels of 1 to 256 characters.`);
  }
  return stages;
}
