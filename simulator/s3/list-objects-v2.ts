import { type _Object, ListObjectsV2$, type ListObjectsV2Output, type ListObjectsV2Request } from '@aws-sdk/client-s3';
import type { Operation } from '../core/operation.ts';
import { pageOf } from '../core/page-of.ts';
import { atBucket } from './at-bucket.ts';
import { findBucket } from './find-bucket.ts';
import { invalidArgument } from './refusals.ts';
import { type Bucket, DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE, type StoredVersion } from './state.ts';

/** What one line of the list stands for: an object, or all whose keys begin alike up to the delimiter. */
type Line =
  | { readonly key: string; readonly version: StoredVersion }
  | { readonly key: string; readonly version?: never };

export const listObjectsV2: Operation<ListObjectsV2Request, ListObjectsV2Output> = {
  schema: atBucket(ListObjectsV2$),
  run(input, context) {
    const { Bucket: Name = '', Prefix = '', Delimiter, StartAfter, ContinuationToken, EncodingType, MaxKeys } = input;
    const bucket = findBucket(Name, { action: 's3:ListBucket', resource: '' }, context);
    const written = EncodingType === 'url' ? encodeKey : (key: string) => key;
    const { items, nextToken } = pageOf(linesOf(bucket, input), {
      key: ({ key }) => key,
      size: pageSize(MaxKeys),
      world: context.world,
      token: ContinuationToken,
      badToken: () =>
        invalidArgument('The continuation token provided is incorrect', 'continuation-token', ContinuationToken ?? ''),
    });
    return {
      Name,
      Prefix: written(Prefix),
      Delimiter,
      StartAfter,
      ContinuationToken,
      EncodingType,
      MaxKeys: Math.min(MaxKeys ?? MAXIMUM_PAGE_SIZE, MAXIMUM_PAGE_SIZE),
      KeyCount: items.length,
      IsTruncated: nextToken !== undefined,
      NextContinuationToken: nextToken,
      Contents: items.flatMap(({ key, version }) => (version === undefined ? [] : [toObject(written(key), version)])),
      CommonPrefixes: items.flatMap(({ key, version }) => (version === undefined ? [{ Prefix: written(key) }] : [])),
    };
  },
};

function linesOf({ objects }: Bucket, { Prefix = '', Delimiter = '', StartAfter = '' }: ListObjectsV2Request): Line[] {
  const lines = new Map<string, Line>();
  for (const [key, [version]] of objects) {
    if (!key.startsWith(Prefix) || key <= StartAfter) continue;
    if (version === undefined || version.content === 'delete marker') continue;
    const end = Delimiter === '' ? -1 : key.indexOf(Delimiter, Prefix.length);
    const common = end === -1 ? undefined : key.slice(0, end + Delimiter.length);
    lines.set(common ?? key, common === undefined ? { key, version } : { key: common });
  }
  return [...lines.values()];
}

function pageSize(maxKeys: number = DEFAULT_PAGE_SIZE): number {
  if (maxKeys < 0)
    throw invalidArgument('Argument maxKeys must be an integer between 0 and 2147483647', 'maxKeys', String(maxKeys));
  return Math.min(maxKeys, MAXIMUM_PAGE_SIZE);
}

function toObject(Key: string, { lastModified, content }: StoredVersion): _Object {
  if (content === 'delete marker') return { Key };
  return { Key, LastModified: lastModified, ETag: content.etag, Size: content.body.length, StorageClass: 'STANDARD' };
}

function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/');
}
