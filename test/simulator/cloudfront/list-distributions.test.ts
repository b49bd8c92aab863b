import {
  CloudFrontClient,
  CreateDistributionCommand,
  ListDistributionsCommand,
  paginateListDistributions,
} from '@aws-sdk/client-cloudfront';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { distributionConfig } from './distribution-config.ts';

const aws = useSimulatedAws();

async function createMany(count: number) {
  const client = aws.client(CloudFrontClient);
  for (let index = 0; index < count; index += 1) {
    const DistributionConfig = distributionConfig({ CallerReference: `reference-${index}`, Comment: `${index}` });
    await client.send(new CreateDistributionCommand({ DistributionConfig }));
  }
  return client;
}

describe('validation', () => {
  test('refuses a page of nothing', async () => {
    const listing = aws.client(CloudFrontClient).send(new ListDistributionsCommand({ MaxItems: 0 }));

    await expect(listing).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});

describe('behavior', () => {
  test('lists nothing as a quantity alone', async () => {
    const listed = await aws.client(CloudFrontClient).send(new ListDistributionsCommand({}));

    expect(listed.DistributionList).toEqual({ Marker: '', MaxItems: 4, IsTruncated: false, Quantity: 0 });
  });

  test('lists every distribution once over small pages', async () => {
    const client = await createMany(9);

    const pages = [];
    for await (const page of paginateListDistributions({ client }, {})) pages.push(page.DistributionList!);

    expect(pages.map(({ Quantity }) => Quantity)).toEqual([4, 4, 1]);
    expect(pages.flatMap(({ Items = [] }) => Items.map(({ Comment }) => Comment)).toSorted()).toEqual([...'012345678']);
  });

  test('honors the page size that was asked', async () => {
    const client = await createMany(6);

    const listed = await client.send(new ListDistributionsCommand({ MaxItems: 5 }));

    expect(listed.DistributionList).toMatchObject({ MaxItems: 5, IsTruncated: true, Quantity: 5 });
  });

  test('summarizes with version and without caller reference', async () => {
    const client = await createMany(1);

    const listed = await client.send(new ListDistributionsCommand({}));

    const [summary] = listed.DistributionList!.Items!;
    expect(summary).toMatchObject({
      ETag: expect.stringMatching(/^E[A-Z0-9]{13}$/),
      Enabled: true,
      Staging: false,
      ViewerCertificate: { CloudFrontDefaultCertificate: true },
      CacheBehaviors: { Quantity: 0 },
    });
    expect(summary).not.toHaveProperty('CallerReference');
    expect(summary).not.toHaveProperty('Logging');
  });

  test('lists the own account only', async () => {
    await createMany(1);

    const listed = await aws
      .client(CloudFrontClient, { account: '222222222222' })
      .send(new ListDistributionsCommand({}));

    expect(listed.DistributionList!.Quantity).toBe(0);
  });
});
