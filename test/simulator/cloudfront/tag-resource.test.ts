import {
  CloudFrontClient,
  CreateDistributionWithTagsCommand,
  ListTagsForResourceCommand,
  type Tag,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudfront';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { distributionConfig } from './distribution-config.ts';

const aws = useSimulatedAws();

async function createTagged(Items: Tag[]) {
  const client = aws.client(CloudFrontClient);
  const DistributionConfigWithTags = { DistributionConfig: distributionConfig(), Tags: { Items } };
  const created = await client.send(new CreateDistributionWithTagsCommand({ DistributionConfigWithTags }));
  return { client, Resource: created.Distribution!.ARN! };
}

async function tagsOf(client: CloudFrontClient, Resource: string) {
  const { Tags } = await client.send(new ListTagsForResourceCommand({ Resource }));
  return Object.fromEntries((Tags!.Items ?? []).map(({ Key, Value }) => [Key, Value]));
}

describe('validation', () => {
  test.each<[string, Tag[]]>([
    ['a reserved key', [{ Key: 'aws:name', Value: 'a' }]],
    ['an empty key', [{ Key: '', Value: 'a' }]],
    ['a key of 129 characters', [{ Key: 'k'.repeat(129), Value: 'a' }]],
    ['a value with a character that is not allowed', [{ Key: 'k', Value: 'a;b' }]],
    [
      'a key twice',
      [
        { Key: 'k', Value: 'a' },
        { Key: 'k', Value: 'b' },
      ],
    ],
    ['51 tags', Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' }))],
  ])('refuses %s', async (_, tags) => {
    const creation = createTagged(tags);

    await expect(creation).rejects.toMatchObject({ name: 'InvalidTagging' });
  });

  test('refuses a resource that does not exist', async () => {
    const Resource = 'arn:aws:cloudfront::111111111111:distribution/ENONE';

    const listing = aws.client(CloudFrontClient).send(new ListTagsForResourceCommand({ Resource }));

    await expect(listing).rejects.toMatchObject({ name: 'NoSuchResource', $metadata: { httpStatusCode: 404 } });
  });

  test('refuses a resource of another account', async () => {
    const { Resource } = await createTagged([]);

    const listing = aws
      .client(CloudFrontClient, { account: '222222222222' })
      .send(new ListTagsForResourceCommand({ Resource }));

    await expect(listing).rejects.toMatchObject({ name: 'NoSuchResource' });
  });
});

describe('behavior', () => {
  test('creates a distribution with its tags', async () => {
    const { client, Resource } = await createTagged([{ Key: 'owner', Value: 'edge' }]);

    const tags = await tagsOf(client, Resource);

    expect(tags).toEqual({ owner: 'edge' });
  });

  test('adds, replaces and removes tags', async () => {
    const { client, Resource } = await createTagged([
      { Key: 'owner', Value: 'edge' },
      { Key: 'stage', Value: 'test' },
    ]);

    const Items = [
      { Key: 'owner', Value: 'another' },
      { Key: 'team', Value: 'one' },
    ];
    await client.send(new TagResourceCommand({ Resource, Tags: { Items } }));
    await client.send(new UntagResourceCommand({ Resource, TagKeys: { Items: ['stage', 'none'] } }));

    expect(await tagsOf(client, Resource)).toEqual({ owner: 'another', team: 'one' });
  });
});
