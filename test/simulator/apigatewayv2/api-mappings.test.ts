import {
  CreateApiMappingCommand,
  DeleteApiCommand,
  DeleteApiMappingCommand,
  DeleteStageCommand,
  GetApiMappingCommand,
  GetApiMappingsCommand,
} from '@aws-sdk/client-apigatewayv2';
import { putDomainName, putRestApi } from '../../../simulator/apigatewayv2/seed.ts';
import { apiGatewayV2 } from '../../../simulator/apigatewayv2/service.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { apiGateway, certificate, contextOf, createDomain, createHttpApi, pagesOf } from './api-gateway-world.ts';

const aws = useSimulatedAws({ services: [apiGatewayV2] });
const DomainName = 'api.example.com';

beforeEach(() => createDomain(aws, DomainName));

function map(ApiId: string, others: object = {}) {
  return apiGateway(aws).send(new CreateApiMappingCommand({ DomainName, ApiId, Stage: '$default', ...others }));
}

describe('validation', () => {
  test('refuses an unknown domain name, API and stage', async () => {
    const apiId = await createHttpApi(aws);

    await expect(map(apiId, { DomainName: 'b.example.com' })).rejects.toMatchObject({ name: 'NotFoundException' });
    await expect(map('unknown')).rejects.toMatchObject({ message: 'Invalid API identifier specified' });
    await expect(map(apiId, { Stage: 'prod' })).rejects.toMatchObject({
      name: 'BadRequestException',
      message: 'Invalid stage identifier specified',
    });
  });

  test.each(['/v1', 'v1/', 'a//b', 'v 1', 'a?b'])('refuses the key %s', async (ApiMappingKey) => {
    const apiId = await createHttpApi(aws);

    await expect(map(apiId, { ApiMappingKey })).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('refuses a key that exists', async () => {
    const apiId = await createHttpApi(aws);
    await map(apiId, { ApiMappingKey: 'v1' });

    const answer = map(apiId, { ApiMappingKey: 'v1' });

    await expect(answer).rejects.toMatchObject({ name: 'ConflictException', $metadata: { httpStatusCode: 409 } });
  });

  test('refuses a multi-level key on a TLS_1_0 domain name', async () => {
    const apiId = await createHttpApi(aws);
    putDomainName(contextOf(aws), {
      name: 'tls10.example.com',
      endpointTypes: ['REGIONAL'],
      certificateArn: certificate(aws, ['tls10.example.com']),
      securityPolicy: 'TLS_1_0',
    });

    const answer = map(apiId, { DomainName: 'tls10.example.com', ApiMappingKey: 'shop/v1' });

    await expect(answer).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('refuses a mapping on an edge-optimized name', async () => {
    const { restApiId } = putRestApi(contextOf(aws), { name: 'old', stages: ['prod'] });
    putDomainName(contextOf(aws), { name: 'old.example.com', endpointTypes: ['EDGE'] });

    const answer = map(restApiId, { DomainName: 'old.example.com', Stage: 'prod' });

    await expect(answer).rejects.toMatchObject({ message: expect.stringMatching(/^Only REGIONAL/) });
  });

  test('refuses to delete an API or a stage that is mapped', async () => {
    const ApiId = await createHttpApi(aws);
    await map(ApiId);

    const deleteApi = () => apiGateway(aws).send(new DeleteApiCommand({ ApiId }));
    const deleteStage = () => apiGateway(aws).send(new DeleteStageCommand({ ApiId, StageName: '$default' }));

    await expect(deleteApi()).rejects.toMatchObject({ name: 'BadRequestException' });
    await expect(deleteStage()).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('refuses to read an unknown mapping', async () => {
    const answer = apiGateway(aws).send(new GetApiMappingCommand({ DomainName, ApiMappingId: 'none' }));

    await expect(answer).rejects.toMatchObject({ name: 'NotFoundException' });
  });
});

describe('behavior', () => {
  test('maps the root and multi-level keys, and lists them in small pages', async () => {
    const apiId = await createHttpApi(aws);
    for (const ApiMappingKey of [undefined, 'v1', 'shop/v1', 'shop/v2']) {
      await map(apiId, { ApiMappingKey });
    }

    const pages = await pagesOf((NextToken) =>
      apiGateway(aws).send(new GetApiMappingsCommand({ DomainName, NextToken })),
    );

    expect(pages.map((page) => page.length)).toEqual([3, 1]);
    expect(
      pages
        .flat()
        .map(({ ApiMappingKey }) => ApiMappingKey)
        .sort(),
    ).toEqual(['', 'shop/v1', 'shop/v2', 'v1']);
  });

  test('maps a stage of a REST API', async () => {
    const { restApiId } = putRestApi(contextOf(aws), { name: 'orders', stages: ['prod'] });

    const { ApiMappingId } = await map(restApiId, { Stage: 'prod' });

    const read = await apiGateway(aws).send(new GetApiMappingCommand({ DomainName, ApiMappingId }));
    expect(read).toMatchObject({ ApiId: restApiId, ApiMappingKey: '', Stage: 'prod' });
  });

  test('deletes a mapping', async () => {
    const { ApiMappingId } = await map(await createHttpApi(aws));

    await apiGateway(aws).send(new DeleteApiMappingCommand({ DomainName, ApiMappingId }));

    const read = apiGateway(aws).send(new GetApiMappingCommand({ DomainName, ApiMappingId }));
    await expect(read).rejects.toMatchObject({ name: 'NotFoundException' });
  });
});
