import {
  CloudFrontClient,
  CreateOriginRequestPolicyCommand,
  DeleteOriginRequestPolicyCommand,
  GetOriginRequestPolicyCommand,
  ListOriginRequestPoliciesCommand,
  type OriginRequestPolicyConfig,
} from '@aws-sdk/client-cloudfront';
import { cloudFront } from '../../../simulator/cloudfront/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { ALL_VIEWER } from './distribution-config.ts';

const aws = useSimulatedAws();

function whitelist(Items: string[]): OriginRequestPolicyConfig['HeadersConfig'] {
  return { HeaderBehavior: 'whitelist', Headers: { Quantity: Items.length, Items } };
}

function create(HeadersConfig: OriginRequestPolicyConfig['HeadersConfig'], Name = 'own') {
  const OriginRequestPolicyConfig: OriginRequestPolicyConfig = {
    Name,
    HeadersConfig,
    CookiesConfig: { CookieBehavior: 'all' },
    QueryStringsConfig: { QueryStringBehavior: 'all' },
  };
  return aws.client(CloudFrontClient).send(new CreateOriginRequestPolicyCommand({ OriginRequestPolicyConfig }));
}

describe('validation', () => {
  test('refuses eleven headers', async () => {
    const creation = create(whitelist([...'abcdefghijk']));

    await expect(creation).rejects.toMatchObject({ name: 'TooManyHeadersInOriginRequestPolicy' });
  });

  test('refuses a name that is in use', async () => {
    await create(whitelist(['Host']));

    const creation = create(whitelist(['Origin']));

    await expect(creation).rejects.toMatchObject({ name: 'OriginRequestPolicyAlreadyExists' });
  });

  test('refuses Authorization where AWS still does', async () => {
    aws.simulator.world.state(cloudFront, '111111111111').refuseAuthorizationInOriginRequestPolicies = true;

    const creation = create(whitelist(['Host', 'Authorization']));

    await expect(creation).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'The parameter Headers contains Authorization that is not allowed.',
    });
  });

  test('refuses foreign headers beside all viewer headers', async () => {
    const creation = create({ ...whitelist(['Host']), HeaderBehavior: 'allViewerAndWhitelistCloudFront' });

    await expect(creation).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  test('refuses to delete without the version', async () => {
    const { OriginRequestPolicy } = await create(whitelist(['Host']));

    const deletion = aws
      .client(CloudFrontClient)
      .send(new DeleteOriginRequestPolicyCommand({ Id: OriginRequestPolicy!.Id }));

    await expect(deletion).rejects.toMatchObject({ name: 'InvalidIfMatchVersion' });
  });
});

describe('behavior', () => {
  test('lists Authorization and Host', async () => {
    const { OriginRequestPolicy } = await create(whitelist(['Host', 'Authorization']));

    const read = await aws
      .client(CloudFrontClient)
      .send(new GetOriginRequestPolicyCommand({ Id: OriginRequestPolicy!.Id }));

    expect(read.OriginRequestPolicy!.OriginRequestPolicyConfig!.HeadersConfig).toEqual(
      whitelist(['Host', 'Authorization']),
    );
  });

  test('offers the managed policies to every account', async () => {
    const client = aws.client(CloudFrontClient, { account: '222222222222' });

    const listed = await client.send(new ListOriginRequestPoliciesCommand({ Type: 'managed', MaxItems: 100 }));
    const allViewer = await client.send(new GetOriginRequestPolicyCommand({ Id: ALL_VIEWER }));

    expect(listed.OriginRequestPolicyList!.Quantity).toBe(8);
    expect(allViewer.OriginRequestPolicy!.OriginRequestPolicyConfig).toMatchObject({
      Name: 'Managed-AllViewer',
      HeadersConfig: { HeaderBehavior: 'allViewer' },
      CookiesConfig: { CookieBehavior: 'all' },
      QueryStringsConfig: { QueryStringBehavior: 'all' },
    });
  });
});
