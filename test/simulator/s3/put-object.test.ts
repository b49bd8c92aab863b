import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { objectText } from '../../../simulator/s3/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { Bucket, declareReports, s3 } from './s3-world.ts';

const aws = useSimulatedAws();
const Key = 'sweeps/2026 01/räport.json';

beforeEach(() => {
  declareReports(aws);
});

describe('validation', () => {
  test('refuses a bucket that does not exist', async () => {
    const answer = s3(aws).send(new PutObjectCommand({ Bucket: 'none', Key, Body: 'x' }));

    await expect(answer).rejects.toMatchObject({
      name: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
      BucketName: 'none',
    });
  });

  test("refuses another account's bucket whose policy does not let it in", async () => {
    const command = new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' });

    const answer = s3(aws, { account: '222222222222' }).send(command);

    await expect(answer).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:iam::222222222222:user/simulator is not authorized to perform: s3:PutObject on resource: ' +
        '"arn:aws:s3:::reports/a" because no resource-based policy allows the s3:PutObject action',
    });
  });

  test('refuses a request to another Region than that of the bucket', async () => {
    const answer = s3(aws, { region: 'eu-west-1' }).send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));

    await expect(answer).rejects.toMatchObject({ name: 'PermanentRedirect', $metadata: { httpStatusCode: 301 } });
  });

  test('refuses a checksum of something else, and keeps nothing', async () => {
    const command = new PutObjectCommand({ Bucket, Key, Body: 'hello', ChecksumCRC32: 'AAAAAA==' });

    await expect(s3(aws).send(command)).rejects.toMatchObject({ name: 'BadDigest' });
    expect(objectText(aws.simulator.world, Bucket, Key)).toBeUndefined();
  });

  test('refuses to write what is there already, where the writer says so', async () => {
    await s3(aws).send(new PutObjectCommand({ Bucket, Key, Body: 'first', IfNoneMatch: '*' }));

    const second = s3(aws).send(new PutObjectCommand({ Bucket, Key, Body: 'second', IfNoneMatch: '*' }));

    await expect(second).rejects.toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
    expect(objectText(aws.simulator.world, Bucket, Key)).toBe('first');
  });

  test('refuses to replace another version than the writer has read', async () => {
    const { ETag } = await s3(aws).send(new PutObjectCommand({ Bucket, Key, Body: 'first' }));
    await s3(aws).send(new PutObjectCommand({ Bucket, Key, Body: 'second', IfMatch: ETag }));

    const third = s3(aws).send(new PutObjectCommand({ Bucket, Key, Body: 'third', IfMatch: ETag }));

    await expect(third).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  test('refuses a key of more than 1,024 bytes', async () => {
    const answer = s3(aws).send(new PutObjectCommand({ Bucket, Key: 'ä'.repeat(513), Body: 'x' }));

    await expect(answer).rejects.toMatchObject({ name: 'KeyTooLongError' });
  });
});

describe('behavior', () => {
  test('keeps body, content type and metadata', async () => {
    const Metadata = { run: '42' };
    const { ETag } = await s3(aws).send(
      new PutObjectCommand({ Bucket, Key, Body: '{"edges":1}', ContentType: 'application/json', Metadata }),
    );

    const found = await s3(aws).send(new GetObjectCommand({ Bucket, Key }));

    expect(found).toMatchObject({ ETag, ContentType: 'application/json', ContentLength: 11, Metadata });
    await expect(found.Body?.transformToString()).resolves.toBe('{"edges":1}');
  });

  test('takes a stream, which is sent in chunks with its checksum at the end', async () => {
    const Body = Readable.from([Buffer.from('first '), Buffer.from('second')]);

    await s3(aws).send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: 12 }));

    const found = await s3(aws).send(new GetObjectCommand({ Bucket, Key }));
    await expect(found.Body?.transformToString()).resolves.toBe('first second');
    expect(found.ContentEncoding).toBeUndefined();
  });

  test('finds the bucket in the host name too', async () => {
    const endpoint = aws.simulator.endpoint.replace('127.0.0.1', 'localhost');
    const credentials = { accessKeyId: '111111111111', secretAccessKey: 'simulated' };
    const client = new S3Client({ endpoint, region: 'us-east-1', credentials });
    client.middlewareStack.add(
      (next) => async (args) => {
        const { request } = args as unknown as { request: { hostname: string } };
        expect(request.hostname).toBe('reports.localhost');
        request.hostname = '127.0.0.1';
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );

    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));

    client.destroy();
    expect(objectText(aws.simulator.world, Bucket, Key)).toBe('x');
  });

  test('replaces an object, or adds a version where the bucket keeps them', async () => {
    declareReports(aws, { name: 'versions', isVersioned: true });
    const put = (Name: string, Body: string) => s3(aws).send(new PutObjectCommand({ Bucket: Name, Key, Body }));
    const text = async (Name: string, VersionId?: string) => {
      const { Body } = await s3(aws).send(new GetObjectCommand({ Bucket: Name, Key, VersionId }));
      return Body?.transformToString();
    };

    const [plain] = [await put(Bucket, 'one'), await put(Bucket, 'two')];
    const [first, second] = [await put('versions', 'one'), await put('versions', 'two')];

    expect(plain.VersionId).toBeUndefined();
    expect(first.VersionId).not.toBe(second.VersionId);
    expect([await text(Bucket), await text('versions'), await text('versions', first.VersionId)]).toEqual([
      'two',
      'two',
      'one',
    ]);
  });

  test('lets an account in that the policy of the bucket names', async () => {
    declareReports(aws, { trustedAccounts: ['222222222222'] });

    await s3(aws, { account: '222222222222' }).send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));

    expect(objectText(aws.simulator.world, Bucket, Key)).toBe('x');
  });
});
