import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { PutObject$, type PutObjectOutput, type PutObjectRequest } from '@aws-sdk/client-s3';
import type { Operation, OperationContext } from '../core/operation.ts';
import { atBucket, type WithBytes } from './at-bucket.ts';
import { findBucket } from './find-bucket.ts';
import { badDigest, keyTooLong, noSuchKey, notImplemented, preconditionFailed } from './refusals.ts';
import type { Bucket, StoredContent, StoredVersion } from './state.ts';

type Input = WithBytes<PutObjectRequest>;

const MAXIMUM_KEY_BYTES = 1024;
const VERSION_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';

export const putObject: Operation<Input, PutObjectOutput> = {
  schema: atBucket(PutObject$),
  run(input, context) {
    const { Bucket: name = '', Key: key = '' } = input;
    const bucket = findBucket(name, { action: 's3:PutObject', resource: `/${key}` }, context);
    const keyBytes = Buffer.byteLength(key);
    if (keyBytes > MAXIMUM_KEY_BYTES) throw keyTooLong(keyBytes);
    const content = toContent(input);
    if (input.ChecksumCRC32 !== undefined && input.ChecksumCRC32 !== content.checksum) throw badDigest();
    checkConditions(input, bucket);

    const version = { versionId: newVersionId(bucket, context), lastModified: new Date(context.clock.now()), content };
    bucket.objects.set(key, [version, ...olderVersions(bucket, key)]);
    return {
      ETag: content.etag,
      ChecksumCRC32: input.ChecksumCRC32,
      ServerSideEncryption: 'AES256',
      VersionId: bucket.isVersioned ? version.versionId : undefined,
    };
  },
};

function toContent({
  Body = new Uint8Array(),
  ContentType,
  ContentEncoding,
  CacheControl,
  Metadata,
}: Input): StoredContent {
  return {
    body: Body,
    etag: `"${createHash('md5').update(Body).digest('hex')}"`,
    checksum: checksumOf(Body),
    contentType: ContentType ?? 'binary/octet-stream',
    contentEncoding: ContentEncoding,
    cacheControl: CacheControl,
    metadata: Metadata ?? {},
  };
}

function checksumOf(body: Uint8Array): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
function checkConditions({ Key = '', IfNoneMatch, IfMatch }: Input, { objects }: Bucket): void {
  const present = contentOf(objects.get(Key)?.[0]);
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') throw notImplemented('If-None-Match');
  if (IfNoneMatch === '*' && present !== undefined) throw preconditionFailed('If-None-Match');
  if (IfMatch === undefined) return;
  if (present === undefined) throw noSuchKey(Key);
  if (unquoted(IfMatch) !== unquoted(present.etag)) throw preconditionFailed('If-Match');
}

function contentOf(version: StoredVersion | undefined): StoredContent | undefined {
  return version?.content === 'delete marker' ? undefined : version?.content;
}

function unquoted(etag: string): string {
  return etag.replaceAll('"', '');
}

export function newVersionId({ isVersioned }: Bucket, { ids }: OperationContext): string {
  return isVersioned ? ids.text(32, VERSION_ALPHABET) : 'null';
}

function olderVersions({ isVersioned, objects }: Bucket, key: string): readonly StoredVersion[] {
  return isVersioned ? (objects.get(key) ?? []) : [];
}
