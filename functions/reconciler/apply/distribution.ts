import {
  CreateDistributionWithTagsCommand,
  DeleteDistributionCommand,
  GetDistributionConfigCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { type Called, called } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { toDistributionConfig } from '../aws/distribution.ts';
import { patchDistributionConfig } from '../aws/patch-distribution-config.ts';
import type { DistributionSettings } from '../model/distribution.ts';
import type { FieldChange, Tags } from '../model/plan.ts';

/** Creates the distribution together with its tags, so that it is never in the account without saying whose it is. */
export function createDistribution(
  { cloudFront }: AwsClients,
  step: { readonly settings: DistributionSettings; readonly tags: Tags; readonly callerReference: string },
): Promise<Called<unknown>> {
  return called('CloudFront.CreateDistributionWithTags', () =>
    cloudFront.send(
      new CreateDistributionWithTagsCommand({
        DistributionConfigWithTags: {
          DistributionConfig: toDistributionConfig(step.settings, step.callerReference),
          Tags: { Items: toSdkTags(step.tags) },
        },
      }),
    ),
  );
}

/**
 * Reads the full config, writes the named settings into it and sends it back under the ETag that the plan was made for. Somebody else's change
 * in between makes this a conflict, which the next look plans afresh.
 */
export async function updateDistribution(
  { cloudFront }: AwsClients,
  step: { readonly distributionId: string; readonly etag: string; readonly changes: readonly FieldChange[] },
): Promise<Called<unknown>> {
  const full = await called('CloudFront.GetDistributionConfig', () =>
    cloudFront.send(new GetDistributionConfigCommand({ Id: step.distributionId })),
  );
  if (full.kind === 'failed') return full;
  const { DistributionConfig: config, ETag: etag } = full.value;
  if (config === undefined || etag !== step.etag) return conflict(step.distributionId, step.etag, etag);
  return called('CloudFront.UpdateDistribution', () =>
    cloudFront.send(
      new UpdateDistributionCommand({
        Id: step.distributionId,
        IfMatch: step.etag,
        DistributionConfig: patchDistributionConfig(config, step.changes),
      }),
    ),
  );
}

function conflict(id: string, planned: string, found: string | undefined): Called<never> {
  const message = `distribution ${id} has changed since it was looked at, planned for ETag ${planned}, got ${found ?? 'none'}`;
  return {
    kind: 'failed',
    failure: {
      kind: 'ResourceConflict',
      service: 'CloudFront',
      operation: 'GetDistributionConfig',
      code: 'PreconditionFailed',
      message,
      requestId: undefined,
    },
  };
}

/** Deletes a disabled, deployed distribution. One that is gone already is a success. */
export async function deleteDistribution(
  { cloudFront }: AwsClients,
  distributionId: string,
  etag: string,
): Promise<Called<unknown>> {
  const answer = await called('CloudFront.DeleteDistribution', () =>
    cloudFront.send(new DeleteDistributionCommand({ Id: distributionId, IfMatch: etag })),
  );
  return answer.kind === 'failed' && answer.failure.kind === 'NotFound'
    ? { kind: 'answered', value: undefined }
    : answer;
}

export async function tagDistribution(
  { cloudFront }: AwsClients,
  distributionArn: string,
  set: Tags,
  remove: readonly string[],
): Promise<Called<unknown>> {
  if (Object.keys(set).length > 0) {
    const tagged = await called('CloudFront.TagResource', () =>
      cloudFront.send(new TagResourceCommand({ Resource: distributionArn, Tags: { Items: toSdkTags(set) } })),
    );
    if (tagged.kind === 'failed' || remove.length === 0) return tagged;
  }
  return called('CloudFront.UntagResource', () =>
    cloudFront.send(new UntagResourceCommand({ Resource: distributionArn, TagKeys: { Items: [...remove] } })),
  );
}

function toSdkTags(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
