import {
  ListSecretVersionIds$,
  type ListSecretVersionIdsRequest,
  type ListSecretVersionIdsResponse,
} from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../core/operation.ts';
import { pageOf } from '../core/page-of.ts';
import { ServiceError } from '../core/service-error.ts';
import { findSecret } from './find-secret.ts';
import { invalidParameter } from './refusals.ts';
import { DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE } from './state.ts';

export const listSecretVersionIds: Operation<ListSecretVersionIdsRequest, ListSecretVersionIdsResponse> = {
  schema: ListSecretVersionIds$,
  run(input, context) {
    const { arn, name, versions } = findSecret(input.SecretId, context);
    const all = [...versions.values()].filter(({ stages }) => input.IncludeDeprecated || stages.size > 0);
    const { items, nextToken } = pageOf(all, {
      key: ({ versionId }) => versionId,
      size: pageSize(input.MaxResults),
      world: context.world,
      token: input.NextToken,
      badToken: () => new ServiceError('InvalidNextTokenException', 400, 'The NextToken value is invalid.'),
    });
    const Versions = items.map(({ versionId, stages, createdDate }) => ({
      VersionId: versionId,
      VersionStages: [...stages],
      CreatedDate: createdDate,
    }));
    return { ARN: arn, Name: name, Versions, NextToken: nextToken };
  },
};

function pageSize(maxResults: number = DEFAULT_PAGE_SIZE): number {
  if (maxResults < 1 || maxResults > MAXIMUM_PAGE_SIZE) {
    throw invalidParameter(`MaxResults must be between 1 and ${MAXIMUM_PAGE_SIZE}.`);
  }
  return maxResults;
}
