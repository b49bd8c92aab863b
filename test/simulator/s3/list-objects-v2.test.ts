import { ListObjectsV2Command, PutObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { Bucket, declareReports, s3 } from './s3-world.ts';

const aws = useSimulatedAws();

beforeEach(async () => {
  declareReports(aws);
  for (const Key of ['runs/1/a', 'runs/1/b', 'runs/2/a', 'runs/3/a', 'latest', 'runs/x y']) {
    await s3(aws).send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  }
});

describe('validation', () => {
  test('refuses a continuation token of its own making', async () => {
    const answer = s3(aws).send(new ListObjectsV2Command({ Bucket, ContinuationToken: 'mine' }));

    await expect(answer).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});

describe('behavior', () => {
  test('answers a few objects at a time, in the order of their keys', async () => {
    const pages: (string | undefined)[][] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3(aws) }, { Bucket })) {
      pages.push(Contents.map(({ Key }) => Key));
    }

    expect(pages).toEqual([
      ['latest', 'runs/1/a', 'runs/1/b'],
      ['runs/2/a', 'runs/3/a', 'runs/x y'],
    ]);
  });

  test('puts together what has the same beginning up to the delimiter', async () => {
    const list = await s3(aws).send(
      new ListObjectsV2Command({ Bucket, Prefix: 'runs/', Delimiter: '/', MaxKeys: 10, EncodingType: 'url' }),
    );

    expect(list.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['runs/1/', 'runs/2/', 'runs/3/']);
    expect(list.Contents).toMatchObject([{ Key: 'runs/x%20y', Size: 8 }]);
    expect(list).toMatchObject({ KeyCount: 4, IsTruncated: false });
  });

  test('begins after a key', async () => {
    const { Contents } = await s3(aws).send(new ListObjectsV2Command({ Bucket, StartAfter: 'runs/2/a' }));

    expect(Contents?.map(({ Key }) => Key)).toEqual(['runs/3/a', 'runs/x y']);
  });
});
