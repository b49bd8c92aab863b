import {
  CloudFrontClient,
  CreateDistributionCommand,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { cloudFront } from '../../../simulator/cloudfront/state.ts';
import { putUnknownElements } from '../../../simulator/cloudfront/unknown-elements.ts';
import { createIds } from '../../../simulator/core/ids.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { behavior, distributionConfig, origin } from './distribution-config.ts';

const aws = useSimulatedAws();

const ACCOUNT = '111111111111';
const FUTURE = '<FutureSetting><Enabled>true</Enabled></FutureSetting>';
const EVERYWHERE = [
  { path: 'DistributionConfig', xml: FUTURE },
  { path: 'DistributionConfig/Origins/Items/Origin[2]', xml: '<FutureOrigin>a &amp; b</FutureOrigin>' },
  { path: 'DistributionConfig/Origins/Items/Origin[2]/CustomOriginConfig', xml: '<FutureProtocol/>' },
  { path: 'DistributionConfig/DefaultCacheBehavior', xml: '<FutureBehavior>1</FutureBehavior>' },
  { path: 'DistributionConfig/CacheBehaviors/Items/CacheBehavior', xml: '<FutureBehavior>2</FutureBehavior>' },
];

const client = () => aws.client(CloudFrontClient);
const stored = (id: string) => aws.simulator.world.state(cloudFront, ACCOUNT).distributions.get(id)!;

/** With two origins and a cache behavior; its id. */
async function created(): Promise<string> {
  const config = distributionConfig({
    Origins: { Quantity: 2, Items: [origin(), origin({ Id: 'second' })] },
    CacheBehaviors: { Quantity: 1, Items: [{ ...behavior(), PathPattern: '/v1/*' }] },
  });
  const { Distribution } = await client().send(new CreateDistributionCommand({ DistributionConfig: config }));
  return Distribution!.Id!;
}

async function createdWithUnknownElements(): Promise<string> {
  const id = await created();
  put(id, EVERYWHERE);
  return id;
}

function put(id: string, elements: typeof EVERYWHERE): void {
  const { world, clock } = aws.simulator;
  const context = { account: ACCOUNT, accessKeyId: ACCOUNT, region: 'us-east-1', world, clock, ids: createIds(7) };
  putUnknownElements(context, id, elements);
}

/** What a client without a model asks and hears. */
async function raw(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
  const credential = `${ACCOUNT}/20260101/us-east-1/cloudfront/aws4_request`;
  const response = await fetch(`${aws.simulator.endpoint}/2020-05-31/distribution/${path}`, {
    method,
    headers: { ...headers, authorization: `AWS4-HMAC-SHA256 Credential=${credential}` },
    ...(body !== undefined && { body }),
  });
  return { status: response.status, etag: response.headers.get('etag') ?? '', text: await response.text() };
}

describe('validation', () => {
  test.each([
    'DistributionConfig/Origins/Items/Origin[3]',
    'DistributionConfig/Comment',
    'DistributionConfig/Nowhere',
    'Origins',
  ])('refuses to put an element at %s', async (path) => {
    const id = await created();

    expect(() => put(id, [{ path, xml: FUTURE }])).toThrow(`The configuration has no element at ${path}.`);
  });
});

describe('behavior', () => {
  test.each(['', '/config'])(
    'answers the elements on the wire in their places (GET distribution/ID%s)',
    async (path) => {
      const id = await createdWithUnknownElements();

      const { text } = await raw('GET', `${id}${path}`);

      expect(text).toContain(`${FUTURE}</DistributionConfig>`);
      expect(text).toMatch(
        /<Id>second<\/Id>.*<FutureProtocol\/><\/CustomOriginConfig>.*<FutureOrigin>a &amp; b<\/FutureOrigin><\/Origin>/,
      );
      expect(text).toContain('<FutureBehavior>1</FutureBehavior></DefaultCacheBehavior>');
      expect(text).toContain('<FutureBehavior>2</FutureBehavior></CacheBehavior>');
      expect(text.match(/<FutureOrigin>/g)).toHaveLength(1);
    },
  );

  test('lets SDK clients read the configuration as if the elements were not there', async () => {
    const Id = await createdWithUnknownElements();

    const { Distribution } = await client().send(new GetDistributionCommand({ Id }));
    const { DistributionConfig } = await client().send(new GetDistributionConfigCommand({ Id }));

    expect(DistributionConfig).toEqual(Distribution?.DistributionConfig);
    expect(JSON.stringify(DistributionConfig)).not.toContain('Future');
  });

  test('loses the elements when an SDK client writes back what it read', async () => {
    const Id = await createdWithUnknownElements();
    const { DistributionConfig, ETag } = await client().send(new GetDistributionConfigCommand({ Id }));

    await client().send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig }));

    expect(stored(Id).unknownElements).toEqual([]);
    expect((await raw('GET', `${Id}/config`)).text).not.toContain('Future');
  });

  test('keeps the elements when a client without a model writes back what it read', async () => {
    const id = await createdWithUnknownElements();
    const { text, etag } = await raw('GET', `${id}/config`);

    const written = await raw('PUT', `${id}/config`, text.replace('<Comment></Comment>', '<Comment>new</Comment>'), {
      'if-match': etag,
    });

    expect(written.status).toBe(200);
    expect(written.text).toContain(`${FUTURE}</DistributionConfig>`);
    expect(stored(id).unknownElements).toEqual(expect.arrayContaining(EVERYWHERE));
    expect(stored(id).unknownElements).toHaveLength(EVERYWHERE.length);
  });

  test('stores what an update adds and changes', async () => {
    const id = await createdWithUnknownElements();
    const { text, etag } = await raw('GET', `${id}/config`);
    const changed = text.replace(FUTURE, '<FutureSetting>off</FutureSetting><Later/>');

    await raw('PUT', `${id}/config`, changed, { 'if-match': etag });

    expect(stored(id).unknownElements).toEqual(
      expect.arrayContaining([
        { path: 'DistributionConfig', xml: '<FutureSetting>off</FutureSetting>' },
        { path: 'DistributionConfig', xml: '<Later/>' },
      ]),
    );
  });

  test('keeps the elements when an update is refused', async () => {
    const Id = await createdWithUnknownElements();
    const { DistributionConfig } = await client().send(new GetDistributionConfigCommand({ Id }));

    const update = client().send(new UpdateDistributionCommand({ Id, IfMatch: 'latest', DistributionConfig }));

    await expect(update).rejects.toMatchObject({ name: 'InvalidIfMatchVersion' });
    expect(stored(Id).unknownElements).toHaveLength(EVERYWHERE.length);
  });

  test('stores the elements that a creation sends', async () => {
    const { text } = await raw('GET', `${await created()}/config`);
    const body = text
      .replace(/<CallerReference>.*<\/CallerReference>/, '<CallerReference>other</CallerReference>')
      .replace('</DistributionConfig>', `${FUTURE}</DistributionConfig>`);

    const answer = await raw('POST', '', body);

    expect(answer.status).toBe(201);
    expect(answer.text).toContain(`${FUTURE}</DistributionConfig>`);
  });
});
