import type { OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { callerIdentity } from '../sts/caller-identity.ts';
import { noSuchBucket, noSuchKey, noSuchVersion, otherRegion } from './refusals.ts';
import { type Bucket, buckets, type StoredContent, type StoredVersion } from './state.ts';

/** `action` is the permission that is asked for, `resource` what follows the bucket's ARN. */
export function findBucket(
  name: string,
  { action, resource }: { readonly action: string; readonly resource: string },
  context: OperationContext,
): Bucket {
  const bucket = context.world.state(buckets, '*').get(name);
  if (bucket === undefined) throw noSuchBucket(name);
  if (bucket.account !== context.account && !bucket.trustedAccounts.includes(context.account)) {
    throw accessDenied(action, `arn:aws:s3:::${name}${resource}`, context);
  }
  if (bucket.region !== context.region) throw otherRegion(name, bucket.region);
  return bucket;
}

function accessDenied(action: string, arn: string, context: OperationContext): ServiceError {
  const message = `User: ${callerIdentity(context).Arn} is not authorized to perform: ${action} on resource: "${arn}"`;
  return new ServiceError(
    'AccessDenied',
    403,
    `${message} because no resource-based policy allows the ${action} action`,
  );
}

export interface FoundObject extends StoredVersion {
  readonly content: StoredContent;
}

/** The version of that id, or the newest; a delete marker is as good as nothing. */
export function findObject(bucket: Bucket, key: string, versionId: string | undefined): FoundObject {
  const versions = bucket.objects.get(key) ?? [];
  const version = versionId === undefined ? versions[0] : versions.find((one) => one.versionId === versionId);
  if (version === undefined && versionId !== undefined) throw noSuchVersion(key, versionId);
  if (version === undefined || version.content === 'delete marker') throw noSuchKey(key);
  return { ...version, content: version.content };
}
