/** S3's refusals, in its own sentences: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
import { ServiceError } from '../core/service-error.ts';

export function noSuchBucket(BucketName: string): ServiceError {
  return new ServiceError('NoSuchBucket', 404, 'The specified bucket does not exist', { BucketName });
}

export function noSuchKey(Key: string): ServiceError {
  return new ServiceError('NoSuchKey', 404, 'The specified key does not exist.', { Key });
}

export function noSuchVersion(Key: string, VersionId: string): ServiceError {
  return new ServiceError('NoSuchVersion', 404, 'The specified version does not exist.', { Key, VersionId });
}

export function otherRegion(Bucket: string, region: string): ServiceError {
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. ' +
    'Please send all future requests to this endpoint.';
  const Endpoint = `${Bucket}.s3.${region}.amazonaws.com`;
  return new ServiceError('PermanentRedirect', 301, message, { Bucket, Endpoint });
}

export function preconditionFailed(Condition: string): ServiceError {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return new ServiceError('PreconditionFailed', 412, message, { Condition });
}

export function notImplemented(Header: string): ServiceError {
  const message = 'A header you provided implies functionality that is not implemented';
  return new ServiceError('NotImplemented', 501, message, { Header });
}

export function badDigest(): ServiceError {
  return new ServiceError('BadDigest', 400, 'The CRC32 you specified did not match the calculated checksum.');
}

export function keyTooLong(bytes: number): ServiceError {
  const detail = { Size: bytes, MaxSizeAllowed: 1024 };
  return new ServiceError('KeyTooLongError', 400, 'Your key is too long', detail);
}

export function invalidArgument(message: string, ArgumentName: string, ArgumentValue: string): ServiceError {
  return new ServiceError('InvalidArgument', 400, message, { ArgumentName, ArgumentValue });
}
