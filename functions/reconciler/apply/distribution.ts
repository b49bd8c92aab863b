import {
  type CloudFrontClient,
  CreateDistributionWithTagsCommand,
  DeleteDistributionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { type Called, called } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { toDistributionConfig } from '../aws/distribution.ts';
import { type FullConfig, lostSettings, readFullConfig } from '../aws/lossless.ts';
import { writeOriginHeaders } from '../aws/origin-headers.ts';
import { patchDistributionConfig } from '../aws/patch-distribution-config.ts';
import { toSdkTags } from '../aws/sdk-tags.ts';
import type { DistributionSettings } from '../model/distribution.ts';
import { type Failure, LEFT_ALONE, SETTINGS_WOULD_BE_LOST } from '../model/failure.ts';
import { originHeaderAt } from '../model/origin-verify.ts';
import type { FieldChange, Tags } from '../model/plan.ts';
import { readOriginHeaders, withoutValues } from './origin-headers.ts';

/** Creates the distribution together with its tags, so that it is never in the account without saying whose it is. */
export async function createDistribution(
  clients: AwsClients,
  step: {
    readonly settings: DistributionSettings;
    readonly tags: Tags;
    readonly callerReference: string;
    readonly changes: readonly FieldChange[];
  },
): Promise<Called<unknown>> {
  const headers = await readOriginHeaders(clients, step.changes);
  if (headers.kind === 'failed') return headers;
  const config = writeOriginHeaders(toDistributionConfig(step.settings, step.callerReference), headers.value);
  const created = await called('CloudFront.CreateDistributionWithTags', () =>
    clients.cloudFront.send(
      new CreateDistributionWithTagsCommand({
        DistributionConfigWithTags: {
          DistributionConfig: config,
          Tags: { Items: toSdkTags(step.tags) },
        },
      }),
    ),
  );
  return withoutValues(created, config);
}

/**
 * Reads the full config, writes the named settings into it and sends it back under the ETag that the plan was made for. Somebody else's change
 * in between makes this a conflict, which the next look plans afresh. Where a setting would be lost on the way, nothing is sent, unless the
 * distribution is ours and is deleted next.
 */
export async function updateDistribution(
  clients: AwsClients,
  step: {
    readonly distributionId: string;
    readonly etag: string;
    readonly changes: readonly FieldChange[];
    readonly isLast?: true;
  },
): Promise<Called<unknown>> {
  const { cloudFront } = clients;
  const headers = await readOriginHeaders(clients, step.changes);
  if (headers.kind === 'failed') return headers;
  const read = await called('CloudFront.GetDistributionConfig', () => readFullConfig(cloudFront, step.distributionId));
  if (read.kind === 'failed') return read;
  const { DistributionConfig: config, ETag: etag } = read.value.output;
  if (config === undefined || etag !== step.etag) return conflict(step.distributionId, step.etag, etag);
  const held = await heldBack(cloudFront, step.distributionId, read.value, step.isLast === true ? 'lossy' : 'lossless');
  if (held !== undefined) return held;

  const settings = step.changes.filter(({ path }) => originHeaderAt(path) === undefined);
  const patched = writeOriginHeaders(patchDistributionConfig(config, settings), headers.value);
  const updated = await called('CloudFront.UpdateDistribution', () =>
    cloudFront.send(
      new UpdateDistributionCommand({ Id: step.distributionId, IfMatch: step.etag, DistributionConfig: patched }),
    ),
  );
  return withoutValues(updated, patched);
}

/**
 * Why an update of this distribution would not be sent, or undefined when it would. Asked before anything is prepared for the update: a policy, a tag or
 * an owed invalidation for a correction that never comes would stay behind, and be written again by every look.
 */
export async function updateObstacle({ cloudFront }: AwsClients, distributionId: string): Promise<Failure | undefined> {
  const read = await called('CloudFront.GetDistributionConfig', () => readFullConfig(cloudFront, distributionId));
  if (read.kind === 'failed') return read.failure;
  return (await heldBack(cloudFront, distributionId, read.value))?.failure;
}

async function heldBack(
  cloudFront: CloudFrontClient,
  id: string,
  full: FullConfig,
  update: 'lossless' | 'lossy' = 'lossless',
): Promise<NotSent | undefined> {
  const policyId = full.output.DistributionConfig?.ContinuousDeploymentPolicyId;
  if (policyId) return underContinuousDeployment(id, policyId);
  if (update === 'lossy') return undefined;
  const lost = await lostSettings(cloudFront, full);
  return lost.length > 0 ? wouldBeLost(id, lost) : undefined;
}

type NotSent = Extract<Called<never>, { kind: 'failed' }>;

function conflict(id: string, planned: string, found: string | undefined): NotSent {
  const message = `distribution ${id} has changed since it was looked at, planned for ETag ${planned}, got ${found ?? 'none'}`;
  return notSent('ResourceConflict', 'PreconditionFailed', message);
}

/** The list does not show the policy, so only the full config tells. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/continuous-deployment.html */
function underContinuousDeployment(id: string, policyId: string): NotSent {
  const message = `distribution ${id}: has continuous deployment policy ${policyId}, and a change to the primary would reach viewers beside the staging one; this tool leaves it alone, correct it there`;
  return notSent('InvalidRequest', LEFT_ALONE, message);
}

function wouldBeLost(id: string, settings: readonly string[]): NotSent {
  const message = `distribution ${id}: an update would delete settings that this version does not know, got ${settings.join(', ')}; correct it by hand or with a newer version`;
  return notSent('InvalidRequest', SETTINGS_WOULD_BE_LOST, message);
}

/** A write that was held back after reading: as good as AWS's own refusal to whoever plans next. */
function notSent(kind: Failure['kind'], code: string, message: string): NotSent {
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
