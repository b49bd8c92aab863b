import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { Bucket, declareReports, s3 } from './s3-world.ts';

const aws = useSimulatedAws();
const Key = 'latest.json';

describe('validation', () => {
  test('refuses a key that does not exist', async () => {
    declareReports(aws);

    const answer = s3(aws).send(new GetObjectCommand({ Bucket, Key }));

    await expect(answer).rejects.toMatchObject({ name: 'NoSuchKey', message: 'The specified key does not exist.' });
  });

  test('refuses it without a body, when only its head is asked for', async () => {
    declareReports(aws);

    const answer = s3(aws).send(new HeadObjectCommand({ Bucket, Key }));

    await expect(answer).rejects.toMatchObject({ name: 'NotFound', $metadata: { httpStatusCode: 404 } });
  });

  test('refuses in the words of S3 when it is asked too often', async () => {
    declareReports(aws);
    aws.simulator.faults.add({ kind: 'throttle', service: 's3' });

    const answer = s3(aws).send(new GetObjectCommand({ Bucket, Key }));

    await expect(answer).rejects.toMatchObject({ name: 'SlowDown', $metadata: { httpStatusCode: 503 } });
  });

  test('refuses a version that does not exist', async () => {
    declareReports(aws, { isVersioned: true });
    await s3(aws).send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));

    const answer = s3(aws).send(new GetObjectCommand({ Bucket, Key, VersionId: 'other' }));

    await expect(answer).rejects.toMatchObject({ name: 'NoSuchVersion' });
  });

  test('refuses what the simulator does not know instead of answering something else', async () => {
    declareReports(aws);
    const answer = await fetch(`${aws.simulator.endpoint}/${Bucket}/${Key}?acl`, {
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=111111111111/20260101/us-east-1/s3/aws4_request' },
    });

    await expect(answer.text()).resolves.toContain('<Code>NotSimulated</Code>');
    expect(answer.status).toBe(501);
  });
});

describe('behavior', () => {
  test('answers the head as it answers the object', async () => {
    declareReports(aws);
    await s3(aws).send(new PutObjectCommand({ Bucket, Key, Body: 'hello', CacheControl: 'no-store' }));

    const head = await s3(aws).send(new HeadObjectCommand({ Bucket, Key }));

    expect(head).toMatchObject({ ContentLength: 5, CacheControl: 'no-store', ContentType: 'application/octet-stream' });
    expect(head.LastModified).toEqual(new Date('2026-01-01T00:00:00Z'));
  });

  test('answers bytes as they were put', async () => {
    declareReports(aws);
    const Body = Uint8Array.from({ length: 256 }, (_, index) => index);
    await s3(aws).send(new PutObjectCommand({ Bucket, Key, Body }));

    const found = await s3(aws).send(new GetObjectCommand({ Bucket, Key }));

    expect(Buffer.from((await found.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
  });

  test('forgets an object that is deleted, as often as it is deleted', async () => {
    declareReports(aws);
    await s3(aws).send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));

    for (const _ of ['once', 'twice']) await s3(aws).send(new DeleteObjectCommand({ Bucket, Key }));

    await expect(s3(aws).send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('hides an object behind a delete marker where the bucket keeps versions', async () => {
    declareReports(aws, { isVersioned: true });
    await s3(aws).send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));

    const marker = await s3(aws).send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(s3(aws).send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NoSuchKey' });
    await s3(aws).send(new DeleteObjectCommand({ Bucket, Key, VersionId: marker.VersionId }));

    expect(marker.DeleteMarker).toBe(true);
    const found = await s3(aws).send(new GetObjectCommand({ Bucket, Key }));
    await expect(found.Body?.transformToString()).resolves.toBe('x');
  });
});
