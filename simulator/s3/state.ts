import type { StateKey, World } from '../core/world.ts';

/** One version of an object; in a bucket without versioning the only one. */
export interface StoredVersion {
  /** `null` where versioning is off, as AWS calls it. */
  readonly versionId: string;
  readonly lastModified: Date;
  readonly content: StoredContent | 'delete marker';
}

export interface StoredContent {
  readonly body: Uint8Array;
  /** In double quotes, as it travels. */
  readonly etag: string;
  /** Base64 of the CRC-32. */
  readonly checksum: string;
  readonly contentType: string;
  readonly contentEncoding: string | undefined;
  readonly cacheControl: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Bucket {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly isVersioned: boolean;
  /** Accounts that its policy lets in, beside its own. */
  readonly trustedAccounts: readonly string[];
  /** By key: the versions, newest first. */
  readonly objects: Map<string, StoredVersion[]>;
}

/** The buckets by name, kept under account `*`: a name is unique across accounts. */
export const buckets: StateKey<Map<string, Bucket>> = { name: 's3', create: () => new Map() };

/** Deliberately small, so that a caller that ignores `NextContinuationToken` is noticed. */
export const DEFAULT_PAGE_SIZE = 3;
export const MAXIMUM_PAGE_SIZE = 1000;

export interface BucketDeclaration {
  readonly name: string;
  readonly account: string;
  /** @default us-east-1 */
  readonly region?: string;
  /** @default false */
  readonly isVersioned?: boolean;
  /** Accounts that the bucket's policy lets in. @default none */
  readonly trustedAccounts?: readonly string[];
}

/** Makes an empty bucket. */
export function declareBucket(world: World, declaration: BucketDeclaration): Bucket {
  const bucket = { region: 'us-east-1', isVersioned: false, trustedAccounts: [], ...declaration, objects: new Map() };
  world.state(buckets, '*').set(bucket.name, bucket);
  return bucket;
}

/** The text of the newest version; undefined where there is no such object. */
export function objectText(world: World, bucket: string, key: string): string | undefined {
  const content = world.state(buckets, '*').get(bucket)?.objects.get(key)?.[0]?.content;
  return content === undefined || content === 'delete marker' ? undefined : Buffer.from(content.body).toString('utf8');
}
