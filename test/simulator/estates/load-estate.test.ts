import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import {
  APIGatewayClient,
  GetBasePathMappingsCommand,
  GetDomainNamesCommand,
  GetResourcesCommand,
  GetRestApisCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  GetApiMappingsCommand,
  GetDomainNameCommand,
  ListRoutingRulesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CloudFrontClient, ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import { ListHostedZonesCommand, ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { acmState } from '../../../simulator/acm/state.ts';
import { cloudFront } from '../../../simulator/cloudfront/state.ts';
import type { AccountEstate, ApiDomainEstate, ApiEstate } from '../../../simulator/estates/estate.ts';
import type { EstateError } from '../../../simulator/estates/estate-error.ts';
import { loadEstate } from '../../../simulator/estates/load-estate.ts';
import { parseEstate } from '../../../simulator/estates/parse-estate.ts';
import { subscriptions } from '../../../simulator/pricing-plan-manager/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { distributionConfig } from '../cloudfront/distribution-config.ts';

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

const orders: ApiEstate = {
  region: 'eu-west-1',
  protocol: 'REST',
  apiKeySource: 'AUTHORIZER',
  minimumCompressionSize: 1024,
  authorizers: { pool: { type: 'COGNITO_USER_POOLS', identitySource: ['method.request.header.Authorization'] } },
  resources: {
    '/orders': { POST: { authorization: 'COGNITO_USER_POOLS', authorizer: 'pool', apiKeyRequired: true } },
    '/orders/{id}': { GET: { requestParameters: { 'method.request.header.X-Version': false } } },
  },
};
const config = { ...distributionConfig() };

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

  test('refuses members that belong to another kind of API', () => {
    const shop = { region: 'eu-west-1', protocol: 'HTTP', resources: {}, apiKeySource: 'HEADER' } as const;

    expect(problemsOf({ ...base, apis: { shop } })).toEqual([
      `accounts.${ACCOUNT}.apis.shop.apiKeySource: is not for an API of protocol HTTP`,
      `accounts.${ACCOUNT}.apis.shop.resources: is not for an API of protocol HTTP`,
    ]);
  });

  test('refuses a method whose authorizer the REST API does not have', () => {
    const resources = { '/orders': { POST: { authorization: 'CUSTOM', authorizer: 'nobody' } } } as const;

    const [problem] = problemsOf({ ...base, apis: { shop: { region: 'eu-west-1', protocol: 'REST', resources } } });

    expect(problem).toMatch(
      /^accounts\.\d+\.apis\.shop\.resources\.\/orders\.POST: BadRequestException: Invalid authorizer ID specified/,
    );
  });

  test('refuses an enhanced security policy without an access mode', () => {
    const apiDomains = [{ ...domain, securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09' } as const];

    expect(problemsOf({ ...base, apiDomains })).toEqual([
      `accounts.${ACCOUNT}.apiDomains[0]: BadRequestException: endpointAccessMode is a required field`,
    ]);
  });

  test('refuses a routing rule to an HTTP API, and one on a private domain', () => {
    const routingRules = [{ priority: 1, api: 'shop' }];
    const toHttp = problemsOf({ ...base, apiDomains: [{ ...domain, routingRules }] });
    const onPrivate = problemsOf({
      ...base,
      apiDomains: [{ ...domain, name: 'in.example.com', endpointTypes: ['PRIVATE'], mappings: [], routingRules }],
    });

    expect(toHttp[0]).toMatch(/routingRules\[0\]: BadRequestException: Routing rules can invoke REST APIs only$/);
    expect(onPrivate[0]).toMatch(/routingRules\[0\]: NotFoundException/);
  });

  test('refuses an unknown element whose place the configuration does not have', () => {
    const unknownElements = [{ path: 'DistributionConfig/Origins/Items/Origin[2]', xml: '<Future/>' }];

    expect(problemsOf({ distributions: { front: { config, unknownElements } } })).toEqual([
      `accounts.${ACCOUNT}.distributions.front.unknownElements: InvalidArgument: The configuration has no element at DistributionConfig/Origins/Items/Origin[2].`,
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

  test('creates REST APIs with resources, methods and authorizers', async () => {
    load({ apis: { orders } });

    const client = aws.client(APIGatewayClient, { region: 'eu-west-1' });
    const { items: [api] = [] } = await client.send(new GetRestApisCommand({}));
    const { items } = await client.send(new GetResourcesCommand({ restApiId: api?.id, embed: ['methods'] }));
    const authorizerId = expect.any(String);
    const authorizationType = 'COGNITO_USER_POOLS';
    expect(api).toMatchObject({
      name: 'orders',
      apiKeySource: 'AUTHORIZER',
      minimumCompressionSize: 1024,
      endpointConfiguration: { types: ['REGIONAL'] },
    });
    expect(items).toMatchObject([
      { path: '/' },
      { path: '/orders', resourceMethods: { POST: { authorizationType, authorizerId, apiKeyRequired: true } } },
      {
        path: '/orders/{id}',
        resourceMethods: {
          GET: { authorizationType: 'NONE', requestParameters: { 'method.request.header.X-Version': false } },
        },
      },
    ]);
  });

  test('creates API domains with an enhanced security policy and routing rules', async () => {
    load({
      ...base,
      apis: { orders },
      apiDomains: [
        {
          ...domain,
          securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09',
          endpointAccessMode: 'STRICT',
          routingMode: 'ROUTING_RULE_THEN_API_MAPPING',
          mappings: [{ api: 'orders' }],
          routingRules: [
            {
              priority: 10,
              api: 'orders',
              headers: [{ header: 'X-Beta', value: '*' }],
              basePaths: ['v2'],
              stripBasePath: true,
            },
          ],
        },
      ],
    });

    const { items } = await aws.client(APIGatewayClient, { region: 'eu-west-1' }).send(new GetDomainNamesCommand({}));
    const { RoutingRules } = await aws
      .client(ApiGatewayV2Client, { region: 'eu-west-1' })
      .send(new ListRoutingRulesCommand({ DomainName: domain.name }));
    expect(items).toMatchObject([
      {
        domainName: domain.name,
        domainNameStatus: 'AVAILABLE',
        securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09',
        endpointAccessMode: 'STRICT',
        routingMode: 'ROUTING_RULE_THEN_BASE_PATH_MAPPING',
      },
    ]);
    expect(RoutingRules).toMatchObject([
      {
        Priority: 10,
        Conditions: [
          { MatchHeaders: { AnyOf: [{ Header: 'X-Beta', ValueGlob: '*' }] } },
          { MatchBasePaths: { AnyOf: ['v2'] } },
        ],
        Actions: [{ InvokeApi: { Stage: 'prod', StripBasePath: true } }],
      },
    ]);
  });

  test('creates private API domains, which only version 1 of the API shows', async () => {
    const inside = { ...domain, endpointTypes: ['PRIVATE'], mappings: [{ api: 'orders', key: 'v1' }] } as const;
    load({ ...base, apis: { orders }, apiDomains: [inside] });

    const client = aws.client(APIGatewayClient, { region: 'eu-west-1' });
    const { items: [shown] = [] } = await client.send(new GetDomainNamesCommand({}));
    const { domainName, domainNameId } = shown ?? {};
    const mappings = await client.send(new GetBasePathMappingsCommand({ domainName, domainNameId }));
    const version2 = aws.client(ApiGatewayV2Client, { region: 'eu-west-1' });
    expect(shown).toMatchObject({ domainNameStatus: 'AVAILABLE', endpointConfiguration: { types: ['PRIVATE'] } });
    expect(mappings.items).toMatchObject([{ basePath: 'v1', stage: 'prod' }]);
    await expect(version2.send(new GetDomainNameCommand({ DomainName: domain.name }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });

  test('creates secrets with the value before the last rotation', async () => {
    load({ secrets: { origin: { region: 'eu-west-1', value: 'new', previousValue: 'old' } } });

    const client = aws.client(SecretsManagerClient, { region: 'eu-west-1' });
    const read = (VersionStage: string) => client.send(new GetSecretValueCommand({ SecretId: 'origin', VersionStage }));
    expect((await read('AWSCURRENT')).SecretString).toBe('new');
    expect((await read('AWSPREVIOUS')).SecretString).toBe('old');
  });

  test('puts a distribution on a flat-rate plan', () => {
    load({ distributions: { front: { config: { ...distributionConfig() }, pricingPlan: 'FREE' } } });

    const [distribution] = aws.simulator.world.state(cloudFront, ACCOUNT).distributions.values();
    expect([...aws.simulator.world.state(subscriptions, ACCOUNT).values()]).toMatchObject([
      { planTier: 'FREE', status: 'ACTIVE', resourceArns: [distribution?.arn] },
    ]);
  });

  test('keeps what the SDK does not know of a distribution', () => {
    const unknownElements = [{ path: 'DistributionConfig/Origins/Items/Origin', xml: '<Future/>' }];
    load({ distributions: { front: { config, unknownElements } } });

    const [distribution] = [...aws.simulator.world.state(cloudFront, ACCOUNT).distributions.values()];
    expect(distribution?.unknownElements).toEqual(unknownElements);
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
