import {
  CreateDomainNameCommand,
  type CreateDomainNameCommandInput,
  GetDomainNameCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CreateApiMappingCommand,
  GetDomainNameCommand as GetInVersion2Command,
  UpdateDomainNameCommand as UpdateInVersion2Command,
} from '@aws-sdk/client-apigatewayv2';
import { certificateUse } from '../../../simulator/acm/certificate-use.ts';
import { apiGateway as service } from '../../../simulator/apigateway/service.ts';
import { putRestApi } from '../../../simulator/apigatewayv2/seed.ts';
import { apiGatewayV2 } from '../../../simulator/apigatewayv2/service.ts';
import { apiGatewayState } from '../../../simulator/apigatewayv2/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import {
  ACCOUNT,
  apiGateway,
  certificate,
  contextOf,
  createDomain,
  createHttpApi,
  REGION,
} from '../apigatewayv2/api-gateway-world.ts';
import { version1 } from './rest-api-world.ts';

const aws = useSimulatedAws({ services: [service, apiGatewayV2] });

const NAME = 'api.example.com';
const TLS_1_3 = 'SecurityPolicy_TLS13_1_3_2025_09';

function create(changes: Partial<CreateDomainNameCommandInput> = {}) {
  const arn = certificate(aws, [NAME]);
  const types = changes.endpointConfiguration?.types ?? ['REGIONAL'];
  return version1(aws).send(
    new CreateDomainNameCommand({
      domainName: NAME,
      ...(types[0] === 'PRIVATE' ? { certificateArn: arn } : { regionalCertificateArn: arn }),
      endpointConfiguration: { types },
      ...changes,
    }),
  );
}

function createPrivate(changes: Partial<CreateDomainNameCommandInput> = {}) {
  return create({ endpointConfiguration: { types: ['PRIVATE'] }, ...changes });
}

describe('validation', () => {
  test.each<[string, Partial<CreateDomainNameCommandInput>]>([
    ['two endpoint types', { endpointConfiguration: { types: ['REGIONAL', 'EDGE'] } }],
    ['no certificate', { regionalCertificateArn: undefined }],
    ['an enhanced policy without an access mode', { securityPolicy: TLS_1_3 }],
    ['a policy for EDGE endpoints', { securityPolicy: 'SecurityPolicy_TLS13_2025_EDGE', endpointAccessMode: 'STRICT' }],
    [
      'mutual TLS under an enhanced policy',
      {
        securityPolicy: TLS_1_3,
        endpointAccessMode: 'STRICT',
        mutualTlsAuthentication: { truststoreUri: 's3://trust/store.pem' },
      },
    ],
    ['a routing mode of version 2', { routingMode: 'API_MAPPING_ONLY' as 'ROUTING_RULE_ONLY' }],
    ['TLS 1.0 on a private name', { endpointConfiguration: { types: ['PRIVATE'] }, securityPolicy: 'TLS_1_0' }],
  ])('refuses %s', async (_, changes) => {
    await expect(create(changes)).rejects.toMatchObject({
      name: 'BadRequestException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('refuses a name that version 2 of the API created', async () => {
    await createDomain(aws, NAME);

    await expect(create()).rejects.toMatchObject({ name: 'ConflictException', $metadata: { httpStatusCode: 409 } });
  });

  test('refuses an EDGE endpoint, which it does not simulate', async () => {
    const answer = create({ endpointConfiguration: { types: ['EDGE'] } });

    await expect(answer).rejects.toMatchObject({ name: 'NotSimulated' });
  });

  test('refuses more private names than the quota', async () => {
    aws.simulator.world.state(apiGatewayState, ACCOUNT, REGION).privateDomainNameQuota = 1;
    await createPrivate();

    await expect(createPrivate()).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  });
});

describe('behavior', () => {
  test('makes a regional name that both versions of the API read', async () => {
    const created = await create({ routingMode: 'ROUTING_RULE_THEN_BASE_PATH_MAPPING', tags: { team: 'shop' } });
    aws.simulator.clock.advance(60);

    const shown = await apiGateway(aws).send(new GetInVersion2Command({ DomainName: NAME }));

    expect(created).toMatchObject({ domainNameStatus: 'UPDATING', securityPolicy: 'TLS_1_2' });
    expect(created.endpointAccessMode).toBeUndefined();
    expect(shown).toMatchObject({
      RoutingMode: 'ROUTING_RULE_THEN_API_MAPPING',
      Tags: { team: 'shop' },
      DomainNameConfigurations: [
        {
          ApiGatewayDomainName: created.regionalDomainName,
          HostedZoneId: created.regionalHostedZoneId,
          DomainNameStatus: 'AVAILABLE',
          SecurityPolicy: 'TLS_1_2',
        },
      ],
    });
  });

  test('keeps an enhanced policy, for which version 2 of the API has no word', async () => {
    await create({ securityPolicy: TLS_1_3, endpointAccessMode: 'STRICT' });

    const inVersion1 = await version1(aws).send(new GetDomainNameCommand({ domainName: NAME }));
    const inVersion2 = await apiGateway(aws).send(new GetInVersion2Command({ DomainName: NAME }));

    expect(inVersion1).toMatchObject({ securityPolicy: TLS_1_3, endpointAccessMode: 'STRICT' });
    expect(inVersion2.DomainNameConfigurations?.[0]?.SecurityPolicy).toBeUndefined();
  });

  test('refuses an HTTP API under an enhanced policy, and takes a REST API with a key of many levels', async () => {
    await create({ securityPolicy: TLS_1_3, endpointAccessMode: 'BASIC' });
    const { restApiId } = putRestApi(contextOf(aws), { name: 'orders', stages: ['prod'] });
    const map = (ApiId: string, Stage: string) =>
      apiGateway(aws).send(new CreateApiMappingCommand({ DomainName: NAME, ApiId, Stage, ApiMappingKey: 'v1/orders' }));

    await expect(map(await createHttpApi(aws), '$default')).rejects.toMatchObject({ name: 'BadRequestException' });
    await expect(map(restApiId, 'prod')).resolves.toMatchObject({ ApiMappingKey: 'v1/orders' });
  });

  test('gives up an enhanced policy when version 2 of the API sets a legacy one', async () => {
    await create({ securityPolicy: TLS_1_3, endpointAccessMode: 'STRICT' });
    const DomainNameConfigurations = [{ SecurityPolicy: 'TLS_1_2' as const }];

    await apiGateway(aws).send(new UpdateInVersion2Command({ DomainName: NAME, DomainNameConfigurations }));

    const shown = await version1(aws).send(new GetDomainNameCommand({ domainName: NAME }));
    expect(shown.securityPolicy).toBe('TLS_1_2');
    expect(shown.endpointAccessMode).toBeUndefined();
  });

  test('makes private names that may share their name, told apart by their ids', async () => {
    const one = await createPrivate({ securityPolicy: TLS_1_3, endpointAccessMode: 'STRICT' });
    const other = await createPrivate();
    aws.simulator.clock.advance(60);

    const shown = await version1(aws).send(
      new GetDomainNameCommand({ domainName: NAME, domainNameId: one.domainNameId }),
    );

    expect(one.domainNameId).not.toBe(other.domainNameId);
    expect(shown).toMatchObject({
      domainNameArn: `arn:aws:apigateway:${REGION}:${ACCOUNT}:/domainnames/${NAME}+${one.domainNameId}`,
      domainNameStatus: 'AVAILABLE',
      endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'dualstack' },
      securityPolicy: TLS_1_3,
      endpointAccessMode: 'STRICT',
    });
    expect(shown.regionalDomainName).toBeUndefined();
  });

  test('tells ACM that a private name uses its certificate', async () => {
    const { domainNameArn, certificateArn } = await createPrivate();

    const use = aws.simulator.world.state(certificateUse, ACCOUNT);

    expect([...(use.get(certificateArn!) ?? [])]).toEqual([domainNameArn]);
  });
});
