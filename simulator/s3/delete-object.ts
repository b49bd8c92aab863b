import { DeleteObject$, type DeleteObjectOutput, type DeleteObjectRequest } from '@aws-sdk/client-s3';
import type { Operation, OperationContext } from '../core/operation.ts';
import { atBucket } from './at-bucket.ts';
import { findBucket } from './find-bucket.ts';
import { newVersionId } from './put-object.ts';
import type { Bucket } from './state.ts';

/** Deleting what is not there succeeds. */
export const deleteObject: Operation<DeleteObjectRequest, DeleteObjectOutput> = {
  schema: atBucket(DeleteObject$),
  run({ Bucket = '', Key = '', VersionId }, context) {
    const action = VersionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
    const bucket = findBucket(Bucket, { action, resource: `/${Key}` }, context);
    if (VersionId !== undefined) return deleteVersion(bucket, Key, VersionId);
    return bucket.isVersioned ? markDeleted(bucket, Key, context) : forget(bucket, Key);
  },
};

function forget({ objects }: Bucket, key: string): DeleteObjectOutput {
  objects.delete(key);
  return {};
}

function markDeleted(bucket: Bucket, key: string, context: OperationContext): DeleteObjectOutput {
  const versionId = newVersionId(bucket, context);
  const marker = { versionId, lastModified: new Date(context.clock.now()), content: 'delete marker' as const };
  bucket.objects.set(key, [marker, ...(bucket.objects.get(key) ?? [])]);
  return { DeleteMarker: true, VersionId: versionId };
}

function deleteVersion({ objects }: Bucket, key: string, VersionId: string): DeleteObjectOutput {
  const versions = objects.get(key) ?? [];
  const remaining = versions.filter(({ versionId }) => versionId !== VersionId);
  if (remaining.length === 0) objects.delete(key);
  else objects.set(key, remaining);
  const isMarker = versions.some(({ versionId, content }) => versionId === VersionId && content === 'delete marker');
  return { VersionId, DeleteMarker: isMarker || undefined };
}
