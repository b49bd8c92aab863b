import type { ChecksumMode, HeadObjectOutput } from '@aws-sdk/client-s3';
import type { FoundObject } from './find-bucket.ts';
import type { Bucket } from './state.ts';

/** What S3 says about an object beside its body. */
export function headersOf(
  { versionId, lastModified, content }: FoundObject,
  { isVersioned }: Bucket,
  checksumMode: ChecksumMode | undefined,
): HeadObjectOutput {
  return {
    AcceptRanges: 'bytes',
    ETag: content.etag,
    LastModified: lastModified,
    ContentLength: content.body.length,
    ContentType: content.contentType,
    ContentEncoding: content.contentEncoding,
    CacheControl: content.cacheControl,
    Metadata: { ...content.metadata },
    ServerSideEncryption: 'AES256',
    VersionId: isVersioned ? versionId : undefined,
    ...(checksumMode === 'ENABLED' && { ChecksumCRC32: content.checksum, ChecksumType: 'FULL_OBJECT' }),
  };
}
