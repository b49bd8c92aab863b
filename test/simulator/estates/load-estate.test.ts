import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { ApiGatewayV2Client, GetApiMappingsCommand, GetDomainNameCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudFrontClient, ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import { ListHostedZonesCommand, ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { acmState } from '../../../simulator/acm/state.ts';
import type { AccountEstate, ApiDomainEstate } from '../../../simulator/estates/estate.ts';
import type { EstateError } from '../../../simulator/estates/estate-error.ts';
import { loadEstate } from '../../../simulator/estates/load-estate.ts';
import { parseEstate } from '../../../simulator/estates/parse-estate.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const ACCOUNT = '111111111111';
const aws = useSimulatedAws();

const domain: ApiDomainEstate = {
  name: 'api.example.com',
  region: 'eu-west-1',
  certificate: 'europe',
  mappings: [{ api: 'shop' }],
};
const base: AccountEstate = {
  certificates: { europe: { region: 'eu-west-1', names: ['*.example.com'] } },
  apis: { shop: { region: 'eu-west-1', protocol: 'HTTP' } },
  apiDomains: [domain],
};

function load(account: AccountEstate): void {
  loadEstate(aws.simulator, parseEstate({ accounts: { [ACCOUNT]: account } }));
}

function problemsOf(account: AccountEstate): readonly string[] {
  try {
    load(account);
  } catch (error) {
    return (error as EstateError).problems;
  }
  return [];
}

describe('validation', () => {
  test('refuses a name that leads nowhere, with the path', () => {
    const problems = problemsOf({ ...base, apiDomains: [{ ...domain, certificate: 'asia' }] });

    expect(problems).toEqual([`accounts.${ACCOUNT}.apiDomains[0].certificate: there is no certificate named asia`]);
  });

  test('refuses a mapping to an API of another Region', () => {
    const shop = { region: 'us-east-1', protocol: 'HTTP' } as const;

    const problems = problemsOf({ ...base, apis: { shop } });

    expect(problems).toEqual([
      `accounts.${ACCOUNT}.apiDomains[0].mappings[0].api: there is no api named shop in eu-west-1`,
    ]);
  });

  test("refuses what AWS refuses, with AWS's code and the path", () => {
    const europe = { region: 'eu-west-1', names: ['*.example.com'], status: 'REVOKED' } as const;

    const problems = problemsOf({ ...base, certificates: { europe } });

    expect(problems).toEqual([
      `accounts.${ACCOUNT}.apiDomains[0]: BadRequestException: The provided certificate is not usable: its status is REVOKED.`,
    ]);
  });

  test('refuses a record with both values and alias', () => {
    const records = [{ name: 'a.example.com', type: 'A', values: ['192.0.2.1'], alias: { apiDomain: domain.name } }];

    const problems = problemsOf({ ...base, hostedZones: [{ name: 'example.com', records }] });

    expect(problems).toEqual([`accounts.${ACCOUNT}.hostedZones[0].records[0]: must have either values or alias`]);
  });
});

describe('behavior', () => {
  test('creates API domains that are AVAILABLE, with their mappings', async () => {
    load(base);

    const client = aws.client(ApiGatewayV2Client, { region: 'eu-west-1' });
    const read = await client.send(new GetDomainNameCommand({ DomainName: domain.name }));
    const mappings = await client.send(new GetApiMappingsCommand({ DomainName: domain.name }));
    expect(read.DomainNameConfigurations?.[0]?.DomainNameStatus).toBe('AVAILABLE');
    expect(mappings.Items).toMatchObject([{ Stage: '$default' }]);
  });

  test('points records at API domains by alias and by CNAME', async () => {
    const records = [
      { name: 'api.example.com', type: 'A', alias: { apiDomain: 'api.example.com' } },
      { name: 'b.example.com', type: 'CNAME', values: [{ apiDomain: 'api.example.com' }] },
    ];
    load({ ...base, hostedZones: [{ name: 'example.com', records }] });

    const client = aws.client(Route53Client);
    const { HostedZones = [] } = await client.send(new ListHostedZonesCommand({}));
    const { ResourceRecordSets = [] } = await client.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: HostedZones[0]?.Id, StartRecordName: 'api.example.com' }),
    );
    const host = expect.stringMatching(/^d-.+\.execute-api\.eu-west-1\.amazonaws\.com\.?$/);
    expect(ResourceRecordSets).toMatchObject([
      { Name: 'api.example.com.', AliasTarget: { DNSName: host, HostedZoneId: 'ZLY8HYME6SFDD' } },
      { Name: 'b.example.com.', TTL: 300, ResourceRecords: [{ Value: host }] },
    ]);
  });

  test('creates certificates in any status, with an expiry counted from now', async () => {
    const names = ['a.example.com', 'b.example.com'];
    load({
      certificates: {
        old: { region: 'us-east-1', names, status: 'EXPIRED', keyAlgorithm: 'EC_prime256v1', expiresInDays: -1 },
      },
    });

    const [arn] = [...aws.simulator.world.state(acmState, ACCOUNT, 'us-east-1').certificates.keys()];
    const { Certificate } = await aws.client(ACMClient).send(new DescribeCertificateCommand({ CertificateArn: arn }));
    expect(Certificate).toMatchObject({ Status: 'EXPIRED', SubjectAlternativeNames: names });
    expect(Certificate?.NotAfter?.toISOString()).toBe('2025-12-31T00:00:00.000Z');
  });

  test('makes roles assumable', async () => {
    load({ roles: [{ name: 'SecureApiEdge', externalId: 'secret' }] });

    const answer = await aws.client(STSClient, { account: '222222222222' }).send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${ACCOUNT}:role/SecureApiEdge`,
        RoleSessionName: 'sweep',
        ExternalId: 'secret',
      }),
    );

    expect(answer.Credentials?.SessionToken).toBeDefined();
  });

  test('gives the same ids each time', async () => {
    const ids = async () => {
      await aws.simulator.reset();
      load(base);
      const client = aws.client(ApiGatewayV2Client, { region: 'eu-west-1' });
      const read = await client.send(new GetDomainNameCommand({ DomainName: domain.name }));
      return read.DomainNameConfigurations?.[0]?.ApiGatewayDomainName;
    };

    expect(await ids()).toBe(await ids());
  });

  test('leaves nothing behind for an empty estate', async () => {
    loadEstate(aws.simulator, { accounts: {} });

    const { DistributionList } = await aws.client(CloudFrontClient).send(new ListDistributionsCommand({}));
    expect(DistributionList?.Quantity).toBe(0);
  });
});
