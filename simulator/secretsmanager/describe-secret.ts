import {
  DescribeSecret$,
  type DescribeSecretRequest,
  type DescribeSecretResponse,
} from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../core/operation.ts';
import { resourceTags } from '../core/resource-tags.ts';
import { findSecret } from './find-secret.ts';

export const describeSecret: Operation<DescribeSecretRequest, DescribeSecretResponse> = {
  schema: DescribeSecret$,
  run({ SecretId }, context) {
    const secret = findSecret(SecretId, context);
    const tags = context.world.state(resourceTags, context.account).get(secret.arn) ?? new Map<string, string>();
    const labelled = [...secret.versions.values()].filter(({ stages }) => stages.size > 0);
    return {
      ARN: secret.arn,
      Name: secret.name,
      Description: secret.description,
      KmsKeyId: secret.kmsKeyId,
      CreatedDate: secret.createdDate,
      LastChangedDate: secret.lastChangedDate,
      DeletedDate: secret.deletedDate,
      Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
      VersionIdsToStages: Object.fromEntries(labelled.map(({ versionId, stages }) => [versionId, [...stages]])),
    };
  },
};
