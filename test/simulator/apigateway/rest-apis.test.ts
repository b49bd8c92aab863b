import {
  type CreateRestApiCommandInput,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStageCommand,
  GetStagesCommand,
} from '@aws-sdk/client-api-gateway';
import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { apiGateway as service } from '../../../simulator/apigateway/service.ts';
import { putRestApi } from '../../../simulator/apigatewayv2/seed.ts';
import { apiGatewayV2 } from '../../../simulator/apigatewayv2/service.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { ACCOUNT, apiGateway, contextOf, createHttpApi } from '../apigatewayv2/api-gateway-world.ts';
import { createRestApi, version1 } from './rest-api-world.ts';

const aws = useSimulatedAws({ services: [service, apiGatewayV2] });

describe('validation', () => {
  test.each<Partial<CreateRestApiCommandInput>>([
    { name: '' },
    { apiKeySource: 'QUERY' as 'HEADER' },
    { endpointConfiguration: { types: ['EDGE', 'REGIONAL'] } },
    { minimumCompressionSize: -1 },
    { minimumCompressionSize: 10_485_761 },
    { securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09' },
  ])('refuses to create %j', async (settings) => {
    await expect(createRestApi(aws, settings)).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('refuses an HTTP API, which only version 2 of the API reads', async () => {
    const restApiId = await createHttpApi(aws);

    const answer = version1(aws).send(new GetRestApiCommand({ restApiId }));

    await expect(answer).rejects.toMatchObject({
      name: 'NotFoundException',
      message: `Invalid API identifier specified ${ACCOUNT}:${restApiId}`,
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('refuses a stage that does not exist', async () => {
    const { restApiId } = await createRestApi(aws);

    const answer = version1(aws).send(new GetStageCommand({ restApiId, stageName: 'prod' }));

    await expect(answer).rejects.toMatchObject({ name: 'NotFoundException' });
  });
});

describe('behavior', () => {
  test("has AWS's values where nothing was asked for", async () => {
    const { restApiId } = await createRestApi(aws);

    const api = await version1(aws).send(new GetRestApiCommand({ restApiId }));

    expect(api).toMatchObject({
      name: 'orders',
      createdDate: new Date('2026-01-01T00:00:00Z'),
      apiKeySource: 'HEADER',
      endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
      disableExecuteApiEndpoint: false,
    });
    expect(api.minimumCompressionSize).toBeUndefined();
  });

  test('keeps what was asked for', async () => {
    const settings: Partial<CreateRestApiCommandInput> = {
      apiKeySource: 'AUTHORIZER',
      endpointConfiguration: { types: ['PRIVATE'] },
      minimumCompressionSize: 0,
      disableExecuteApiEndpoint: true,
      tags: { team: 'orders' },
    };
    const { restApiId } = await createRestApi(aws, settings);

    const api = await version1(aws).send(new GetRestApiCommand({ restApiId }));

    expect(api).toMatchObject({
      ...settings,
      endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'dualstack' },
    });
  });

  test('lists REST APIs only, and version 2 of the API the others', async () => {
    const ids = [await createRestApi(aws, { name: 'a' }), await createRestApi(aws, { name: 'b' })];
    const httpApi = await createHttpApi(aws);

    const { items } = await version1(aws).send(new GetRestApisCommand({}));
    const { Items } = await apiGateway(aws).send(new GetApisCommand({}));

    expect(items?.map(({ id }) => id)).toEqual(ids.map(({ restApiId }) => restApiId).toSorted());
    expect(Items).toMatchObject([{ ApiId: httpApi }]);
  });

  test('answers all stages at once', async () => {
    const stages = ['a', 'b', 'c', 'd', 'e'];
    const { restApiId } = putRestApi(contextOf(aws), { name: 'orders', stages });

    const { item } = await version1(aws).send(new GetStagesCommand({ restApiId }));
    const one = await version1(aws).send(new GetStageCommand({ restApiId, stageName: 'c' }));

    expect(item?.map(({ stageName }) => stageName)).toEqual(stages);
    expect(one).toMatchObject({ stageName: 'c', cacheClusterEnabled: false, tracingEnabled: false });
  });
});
