import { ApiGatewayV2Client, GetDomainNameCommand } from '@aws-sdk/client-apigatewayv2';
import {
  CloudFrontClient,
  CreateDistributionCommand,
  type DistributionConfig,
  GetDistributionCommand,
  ListDistributionsCommand,
} from '@aws-sdk/client-cloudfront';
import {
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { acmState } from '../../../simulator/acm/state.ts';
import { loadEstate } from '../../../simulator/estates/load-estate.ts';
import { readEstate } from '../../../simulator/estates/read-estate.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws({ estate: (simulator) => loadEstate(simulator, readEstate('demo')) });

async function recordsAt(name: string): Promise<ResourceRecordSet[]> {
  const client = aws.client(Route53Client);
  const { HostedZones = [] } = await client.send(new ListHostedZonesCommand({}));
  const zone = HostedZones.find(({ Config }) => !Config?.PrivateZone);
  const { ResourceRecordSets = [] } = await client.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zone?.Id, StartRecordName: name }),
  );
  return ResourceRecordSets.filter(({ Name }) => Name === `${name}.`);
}

async function endpointTypeOf(DomainName: string, region: string): Promise<string | undefined> {
  const read = await aws.client(ApiGatewayV2Client, { region }).send(new GetDomainNameCommand({ DomainName }));
  return read.DomainNameConfigurations?.[0]?.EndpointType;
}

/** What somebody who fronts this name would create. */
async function front(name: string): Promise<unknown> {
  const { certificates } = aws.simulator.world.state(acmState, '111111111111', 'us-east-1');
  const certificate = [...certificates.values()].find((each) => each.subjectAlternativeNames.includes(name));
  const config: DistributionConfig = {
    CallerReference: name,
    Comment: '',
    Enabled: true,
    Aliases: { Quantity: 1, Items: [name] },
    Origins: {
      Quantity: 1,
      Items: [
        {
          Id: 'api',
          DomainName: 'd-0000000000.execute-api.eu-west-1.amazonaws.com',
          CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' },
        },
      ],
    },
    DefaultCacheBehavior: {
      TargetOriginId: 'api',
      ViewerProtocolPolicy: 'redirect-to-https',
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    },
    ViewerCertificate: {
      ACMCertificateArn: certificate?.arn,
      SSLSupportMethod: 'sni-only',
      MinimumProtocolVersion: 'TLSv1.2_2021',
    },
  };
  return aws.client(CloudFrontClient).send(new CreateDistributionCommand({ DistributionConfig: config }));
}

describe('demo', () => {
  test.each([
    ['api.example.com', 'eu-west-1', 'REGIONAL'],
    ['orders.example.com', 'us-east-1', 'REGIONAL'],
    ['chat.example.com', 'eu-west-1', 'REGIONAL'],
    ['legacy.example.com', 'eu-west-1', 'REGIONAL'],
    ['old.example.com', 'us-east-1', 'EDGE'],
    ['partner.example.com', 'eu-west-1', 'REGIONAL'],
    ['secret.example.com', 'eu-west-1', 'REGIONAL'],
    ['taken.example.com', 'eu-west-1', 'REGIONAL'],
  ])('has %s in %s with an endpoint of type %s', async (name, region, type) => {
    expect(await endpointTypeOf(name, region)).toBe(type);
  });

  test('points names at the APIs, at the hand-made distribution, elsewhere, or nowhere', async () => {
    const { DistributionList } = await aws.client(CloudFrontClient).send(new ListDistributionsCommand({}));
    const [legacy] = DistributionList?.Items ?? [];

    expect(await recordsAt('api.example.com')).toMatchObject([
      { Type: 'A', AliasTarget: { HostedZoneId: 'ZLY8HYME6SFDD' } },
    ]);
    expect(await recordsAt('orders.example.com')).toMatchObject([{ Type: 'CNAME' }]);
    expect(await recordsAt('chat.example.com')).toEqual([]);
    expect(await recordsAt('legacy.example.com')).toMatchObject([
      { Type: 'A', AliasTarget: { DNSName: `${legacy?.DomainName}.` } },
    ]);
    expect(await recordsAt('partner.example.com')).toMatchObject([{ ResourceRecords: [{ Value: '203.0.113.10' }] }]);
  });

  test('has a deployed hand-made distribution with the usual mistakes', async () => {
    const client = aws.client(CloudFrontClient);
    const { DistributionList } = await client.send(new ListDistributionsCommand({}));
    const [{ Id } = {}] = DistributionList?.Items ?? [];

    const { Distribution } = await client.send(new GetDistributionCommand({ Id }));

    const config = Distribution?.DistributionConfig;
    expect(Distribution?.Status).toBe('Deployed');
    expect(config?.CacheBehaviors?.Items?.[0]?.ViewerProtocolPolicy).toBe('allow-all');
    expect(config?.Origins?.Items?.[0]?.CustomOriginConfig).toMatchObject({
      OriginProtocolPolicy: 'match-viewer',
      OriginSslProtocols: { Items: expect.arrayContaining(['TLSv1']) },
    });
    expect(config?.DefaultCacheBehavior?.ForwardedValues?.Headers?.Items).not.toContain('Host');
    expect(config?.ViewerCertificate?.MinimumProtocolVersion).toBe('TLSv1');
  });

  test.each(['api.example.com', 'orders.example.com', 'chat.example.com', 'partner.example.com'])(
    'lets CloudFront take %s',
    async (name) => {
      await expect(front(name)).resolves.toBeDefined();
    },
  );

  test.each([
    ['old.example.com', 'CNAMEAlreadyExists'],
    ['taken.example.com', 'CNAMEAlreadyExists'],
    ['secret.example.com', 'InvalidViewerCertificate'],
  ])('fails to let CloudFront take %s: %s', async (name, code) => {
    await expect(front(name)).rejects.toMatchObject({ name: code });
  });
});
