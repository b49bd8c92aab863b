import {
  GetResourcesCommand,
  type GetResourcesCommandInput,
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { resourceTags } from '../../../simulator/core/resource-tags.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws({
  estate: ({ world }) => {
    const tags = world.state(resourceTags, '111111111111');
    for (const id of ['E1', 'E2', 'E3', 'E4', 'E5']) tags.set(distribution(id), new Map([['owner', id]]));
    tags.set(
      'arn:aws:apigateway:us-east-1::/domainnames/api.example.com',
      new Map([
        ['owner', 'E1'],
        ['team', 'a'],
      ]),
    );
    tags.set('arn:aws:acm:eu-west-1:111111111111:certificate/1', new Map([['team', 'b']]));
    tags.set('arn:aws:acm:us-east-1:111111111111:certificate/2', new Map());
    world.state(resourceTags, '222222222222').set(distribution('E9'), new Map([['owner', 'E9']]));
  },
});

function distribution(id: string): string {
  return `arn:aws:cloudfront::111111111111:distribution/${id}`;
}

async function arnsOf(input: GetResourcesCommandInput, region?: string) {
  const client = aws.client(ResourceGroupsTaggingAPIClient, region ? { region } : {});
  const { ResourceTagMappingList = [] } = await client.send(
    new GetResourcesCommand({ ResourcesPerPage: 100, ...input }),
  );
  return ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN);
}

describe('validation', () => {
  test.each([
    ['a page of 0', { ResourcesPerPage: 0 }],
    ['a page of more than 100', { ResourcesPerPage: 101 }],
    ['a token that it did not give', { PaginationToken: 'made-up' }],
    ['a malformed resource type', { ResourceTypeFilters: ['cloudfront distribution'] }],
    ['a tag filter without a key', { TagFilters: [{ Values: ['a'] }] }],
    ['more than 20 values', { TagFilters: [{ Key: 'k', Values: Array.from({ length: 21 }, String) }] }],
    ['ARNs together with filters', { ResourceARNList: [distribution('E1')], TagFilters: [{ Key: 'owner' }] }],
  ])('refuses %s', async (_title, input) => {
    const client = aws.client(ResourceGroupsTaggingAPIClient);

    const failure = await client.send(new GetResourcesCommand(input)).catch((error) => error);

    expect(failure).toMatchObject({ name: 'InvalidParameterException', $metadata: { httpStatusCode: 400 } });
  });
});

describe('behavior', () => {
  test('pages through the tagged resources of the account', async () => {
    const client = aws.client(ResourceGroupsTaggingAPIClient);
    const pages: number[] = [];

    for await (const page of paginateGetResources({ client }, { ResourceTypeFilters: ['cloudfront:distribution'] })) {
      pages.push(page.ResourceTagMappingList?.length ?? 0);
    }

    expect(pages).toEqual([3, 2]);
  });

  test('shows global resources in us-east-1 and regional ones in their Region', async () => {
    const east = await arnsOf({});
    const west = await arnsOf({}, 'eu-west-1');

    expect(east).toContain(distribution('E1'));
    expect(west).toEqual(['arn:aws:acm:eu-west-1:111111111111:certificate/1']);
  });

  test('filters by type', async () => {
    const domainNames = await arnsOf({ ResourceTypeFilters: ['apigateway:domainnames'] });
    const twoServices = await arnsOf({ ResourceTypeFilters: ['apigateway', 'acm'] });

    expect(domainNames).toEqual(['arn:aws:apigateway:us-east-1::/domainnames/api.example.com']);
    expect(twoServices).toHaveLength(2);
  });

  test('filters by all keys and any of their values', async () => {
    const anyValue = await arnsOf({ TagFilters: [{ Key: 'owner', Values: ['E2', 'E3'] }] });
    const allKeys = await arnsOf({ TagFilters: [{ Key: 'owner' }, { Key: 'team', Values: [] }] });

    expect(anyValue).toEqual([distribution('E2'), distribution('E3')]);
    expect(allKeys).toEqual(['arn:aws:apigateway:us-east-1::/domainnames/api.example.com']);
  });

  test('shows a formerly tagged resource with empty tags', async () => {
    const client = aws.client(ResourceGroupsTaggingAPIClient);

    const { ResourceTagMappingList } = await client.send(new GetResourcesCommand({ ResourceTypeFilters: ['acm'] }));

    expect(ResourceTagMappingList).toEqual([
      { ResourceARN: 'arn:aws:acm:us-east-1:111111111111:certificate/2', Tags: [] },
    ]);
  });

  test('looks up ARNs and leaves out those that are not there', async () => {
    const arns = await arnsOf({
      ResourceARNList: [distribution('E1'), distribution('E8')],
      ResourcesPerPage: undefined,
    });

    expect(arns).toEqual([distribution('E1')]);
  });
});
