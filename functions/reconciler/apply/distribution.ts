import {
  CreateDistributionWithTagsCommand,
  DeleteDistributionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { type Called, called } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { toDistributionConfig } from '../aws/distribution.ts';
import { lostSettings, readFullConfig } from '../aws/lossless.ts';
import { patchDistributionConfig } from '../aws/patch-distribution-config.ts';
import type { DistributionSettings } from '../model/distribution.ts';
import { type Failure, SETTINGS_WOULD_BE_LOST } from '../model/failure.ts';
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
 * in between makes this a conflict, which the next look plans afresh. Where a setting would be lost on the way, nothing is sent.
 */
export async function updateDistribution(
  { cloudFront }: AwsClients,
  step: { readonly distributionId: string; readonly etag: string; readonly changes: readonly FieldChange[] },
): Promise<Called<unknown>> {
  const read = await called('CloudFront.GetDistributionConfig', () => readFullConfig(cloudFront, step.distributionId));
  if (read.kind === 'failed') return read;
  const { DistributionConfig: config, ETag: etag } = read.value.output;
  if (config === undefined || etag !== step.etag) return conflict(step.distributionId, step.etag, etag);
  const lost = await lostSettings(cloudFront, read.value);
  if (lost.length > 0) return wouldBeLost(step.distributionId, lost);

  const patched = patchDistributionConfig(config, step.changes);
  return called('CloudFront.UpdateDistribution', () =>
    cloudFront.send(
      new UpdateDistributionCommand({ Id: step.distributionId, IfMatch: step.etag, DistributionConfig: patched }),
    ),
  );
}

function conflict(id: string, planned: string, found: string | undefined): Called<never> {
  const message = `distribution ${id} has changed since it was looked at, planned for ETag ${planned}, got ${found ?? 'none'}`;
  return notSent('ResourceConflict', 'PreconditionFailed', message);
}

function wouldBeLost(id: string, settings: readonly string[]): Called<never> {
  const message = `distribution ${id}: an update would delete settings that this version does not know, got ${settings.join(', ')}; correct it by hand or with a newer version`;
  return notSent('InvalidRequest', SETTINGS_WOULD_BE_LOST, message);
}

/** A write that was held back after reading: as good as AWS's own refusal to whoever plans next. */
function notSent(kind: Failure['kind'], code: string, message: string): Called<never> {
  const failure = { kind, service: 'CloudFront', operation: 'UpdateDistribution', code, message, requestId: undefined };
  return { kind: 'failed', failure };
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
