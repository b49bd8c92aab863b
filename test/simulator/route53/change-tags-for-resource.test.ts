import {
  ChangeTagsForResourceCommand,
  ListTagsForResourceCommand,
  Route53Client,
  type TagResourceType,
} from '@aws-sdk/client-route-53';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { createZone } from './hosted-zone.ts';

const aws = useSimulatedAws();

describe('validation', () => {
  test.each<[TagResourceType, string]>([
    ['hostedzone', 'NoSuchHostedZone'],
    ['healthcheck', 'NoSuchHealthCheck'],
  ])('refuses an unknown %s', async (type, name) => {
    const client = aws.client(Route53Client);

    const sent = client.send(new ListTagsForResourceCommand({ ResourceType: type, ResourceId: 'ZMISSING' }));

    await expect(sent).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 404 } });
  });
});

describe('behavior', () => {
  test('adds, replaces and removes tags of a zone', async () => {
    const client = aws.client(Route53Client);
    const zone = {
      ResourceType: 'hostedzone' as const,
      ResourceId: (await createZone(client, 'example.com')).replace('/hostedzone/', ''),
    };
    const tags = async () => (await client.send(new ListTagsForResourceCommand(zone))).ResourceTagSet;
    const added = [
      { Key: 'team', Value: 'one' },
      { Key: 'stage', Value: 'test' },
    ];

    const none = await tags();
    await client.send(new ChangeTagsForResourceCommand({ ...zone, AddTags: added }));
    await client.send(
      new ChangeTagsForResourceCommand({
        ...zone,
        AddTags: [{ Key: 'team', Value: 'two' }],
        RemoveTagKeys: ['stage'],
      }),
    );

    expect(none).toEqual({ ...zone, Tags: [] });
    expect(await tags()).toEqual({ ...zone, Tags: [{ Key: 'team', Value: 'two' }] });
  });
});
