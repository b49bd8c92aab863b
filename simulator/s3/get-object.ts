import { GetObject$, type GetObjectOutput, type GetObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../core/operation.ts';
import { atBucket, type WithBytes } from './at-bucket.ts';
import { findBucket, findObject } from './find-bucket.ts';
import { headersOf } from './object-headers.ts';

export const getObject: Operation<GetObjectRequest, WithBytes<GetObjectOutput>> = {
  schema: atBucket(GetObject$),
  run(input, context) {
    const { Bucket = '', Key = '', VersionId } = input;
    const action = VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
    const bucket = findBucket(Bucket, { action, resource: `/${Key}` }, context);
    const found = findObject(bucket, Key, VersionId);
    return { ...headersOf(found, bucket, input.ChecksumMode), Body: found.content.body };
  },
};
