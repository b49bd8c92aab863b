import {
  CreateBasePathMappingCommand,
  GetBasePathMappingCommand,
  GetBasePathMappingsCommand,
} from '@aws-sdk/client-api-gateway';
import { CreateApiMappingCommand, GetApiMappingsCommand } from '@aws-sdk/client-apigatewayv2';
import { addPrivateDomainName } from '../../../simulator/apigateway/add-private-domain-name.ts';
import { apiGateway as service } from '../../../simulator/apigateway/service.ts';
import { putDomainName, putRestApi } from '../../../simulator/apigatewayv2/seed.ts';
import { apiGatewayV2 } from '../../../simulator/apigatewayv2/service.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { apiGateway, certificate, contextOf, createDomain, createHttpApi } from '../apigatewayv2/api-gateway-world.ts';
import { version1 } from './rest-api-world.ts';

const aws = useSimulatedAws({ services: [service, apiGatewayV2] });

const domainName = 'api.example.com';
let restApiId: string;

beforeEach(async () => {
  await createDomain(aws, domainName);
  restApiId = putRestApi(contextOf(aws), { name: 'orders', stages: ['prod'] }).restApiId;
});

function map(basePath?: string, changes: object = {}) {
  return version1(aws).send(
    new CreateBasePathMappingCommand({ domainName, restApiId, stage: 'prod', basePath, ...changes }),
  );
}

describe('validation', () => {
  test('refuses a base path of several levels', async () => {
    await expect(map('v1/orders')).rejects.toMatchObject({
      name: 'BadRequestException',
      message: expect.stringMatching(/^API Gateway V1 doesn't support the slash character/),
    });
  });

  test('refuses a base path that exists', async () => {
    await map('v1');

    await expect(map('v1')).rejects.toMatchObject({ name: 'ConflictException' });
  });

  test('refuses a stage and an API that do not exist', async () => {
    await expect(map('v1', { stage: 'test' })).rejects.toMatchObject({ name: 'NotFoundException' });
    await expect(map('v1', { restApiId: await createHttpApi(aws) })).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });

  test('refuses to read a mapping that does not exist', async () => {
    const answer = version1(aws).send(new GetBasePathMappingCommand({ domainName, basePath: 'v1' }));

    await expect(answer).rejects.toMatchObject({ name: 'NotFoundException', $metadata: { httpStatusCode: 404 } });
  });
});

describe('behavior', () => {
  test('makes mappings that version 2 of the API lists, with (none) for the root', async () => {
    await map();

    const read = await version1(aws).send(new GetBasePathMappingCommand({ domainName, basePath: '(none)' }));
    const { Items } = await apiGateway(aws).send(new GetApiMappingsCommand({ DomainName: domainName }));

    expect(read).toMatchObject({ basePath: '(none)', restApiId, stage: 'prod' });
    expect(Items).toMatchObject([{ ApiId: restApiId, ApiMappingKey: '', Stage: 'prod' }]);
  });

  test('lists the mappings of version 2 of the API that have one level', async () => {
    for (const ApiMappingKey of ['v2', 'v1', 'v1/orders']) {
      await apiGateway(aws).send(
        new CreateApiMappingCommand({ DomainName: domainName, ApiId: restApiId, Stage: 'prod', ApiMappingKey }),
      );
    }

    const { items } = await version1(aws).send(new GetBasePathMappingsCommand({ domainName }));

    expect(items?.map(({ basePath }) => basePath)).toEqual(['v1', 'v2']);
  });

  test('maps an EDGE name and a private one', async () => {
    putDomainName(contextOf(aws), { name: 'old.example.com', endpointTypes: ['EDGE'] });
    const { domainName: inside } = addPrivateDomainName(
      { domainName: 'inside.example.com', certificateArn: certificate(aws, ['inside.example.com']) },
      contextOf(aws),
      undefined,
    );
    const { domainNameId } = inside;

    await map('v1', { domainName: 'old.example.com' });
    await map('v1', { domainName: 'inside.example.com', domainNameId });

    const { items } = await version1(aws).send(
      new GetBasePathMappingsCommand({ domainName: 'inside.example.com', domainNameId }),
    );
    expect(items).toMatchObject([{ basePath: 'v1', restApiId }]);
  });
});
