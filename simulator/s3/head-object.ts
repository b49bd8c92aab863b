import { HeadObject$, type HeadObjectOutput, type HeadObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../core/operation.ts';
import { atBucket } from './at-bucket.ts';
import { findBucket, findObject } from './find-bucket.ts';
import { headersOf } from './object-headers.ts';

/** An error has no body either: a client learns its status only. */
export const headObject: Operation<HeadObjectRequest, HeadObjectOutput> = {
  schema: atBucket(HeadObject$),
  run({ Bucket = '', Key = '', VersionId, ChecksumMode }, context) {
    const bucket = findBucket(Bucket, { action: 's3:GetObject', resource: `/${Key}` }, context);
    return headersOf(findObject(bucket, Key, VersionId), bucket, ChecksumMode);
  },
};
