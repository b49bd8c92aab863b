import {
  CreateApiCommand,
  type CreateApiCommandInput,
  DeleteApiCommand,
  GetApiCommand,
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStageCommand,
  UpdateApiCommand,
} from '@aws-sdk/client-apigatewayv2';
import { putRestApi } from '../../../simulator/apigatewayv2/seed.ts';
import { apiGatewayV2 } from '../../../simulator/apigatewayv2/service.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { apiGateway, contextOf, createHttpApi, createWebSocketApi, pagesOf } from './api-gateway-world.ts';

const aws = useSimulatedAws({ services: [apiGatewayV2] });

function create(input: Partial<CreateApiCommandInput>) {
  return apiGateway(aws).send(new CreateApiCommand({ Name: 'shop', ProtocolType: 'HTTP', ...input }));
}

describe('validation', () => {
  test.each<[string, Partial<CreateApiCommandInput>]>([
    ['without a name', { Name: undefined }],
    ['of an unknown protocol', { ProtocolType: 'REST' as 'HTTP' }],
    ['with another HTTP route selection', { RouteSelectionExpression: '$request.body.action' }],
    ['over WebSocket without route selection', { ProtocolType: 'WEBSOCKET' }],
    [
      'over WebSocket with CORS',
      { ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.a', CorsConfiguration: {} },
    ],
    ['with credentials for every origin', { CorsConfiguration: { AllowCredentials: true, AllowOrigins: ['*'] } }],
    ['with an origin without scheme', { CorsConfiguration: { AllowOrigins: ['example.com'] } }],
    ['with a max-age beyond a day', { CorsConfiguration: { MaxAge: 86_401 } }],
  ])('refuses an API %s', async (_, input) => {
    await expect(create(input)).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('refuses to read a REST API', async () => {
    const { restApiId: ApiId } = putRestApi(contextOf(aws), { name: 'orders', stages: ['prod'] });

    const answer = apiGateway(aws).send(new GetApiCommand({ ApiId }));

    await expect(answer).rejects.toMatchObject({
      name: 'NotFoundException',
      message: `Invalid API identifier specified 111111111111:${ApiId}`,
    });
  });

  test('refuses to update CORS of a WebSocket API', async () => {
    const ApiId = await createWebSocketApi(aws);

    const answer = apiGateway(aws).send(new UpdateApiCommand({ ApiId, CorsConfiguration: { AllowOrigins: ['*'] } }));

    await expect(answer).rejects.toMatchObject({ name: 'BadRequestException' });
  });
});

describe('behavior', () => {
  test('creates an HTTP API with its default endpoint', async () => {
    const created = await create({ CorsConfiguration: { AllowOrigins: ['https://example.com'] }, Tags: { a: 'b' } });

    const read = await apiGateway(aws).send(new GetApiCommand({ ApiId: created.ApiId }));
    expect(read).toMatchObject({
      ApiEndpoint: `https://${created.ApiId}.execute-api.eu-west-1.amazonaws.com`,
      CorsConfiguration: { AllowOrigins: ['https://example.com'] },
      CreatedDate: new Date(aws.simulator.clock.now()),
      DisableExecuteApiEndpoint: false,
      ProtocolType: 'HTTP',
      RouteSelectionExpression: '$' + '{request.method} $' + '{request.path}',
      Tags: { a: 'b' },
    });
  });

  test('creates a WebSocket API with a wss endpoint', async () => {
    const ApiId = await createWebSocketApi(aws);

    const read = await apiGateway(aws).send(new GetApiCommand({ ApiId }));

    expect(read.ApiEndpoint).toBe(`wss://${ApiId}.execute-api.eu-west-1.amazonaws.com`);
  });

  test('completes an HTTP API that is created with a target', async () => {
    const { ApiId } = await create({ Target: 'https://backend.example.com' });

    const routes = await apiGateway(aws).send(new GetRoutesCommand({ ApiId }));
    const integrations = await apiGateway(aws).send(new GetIntegrationsCommand({ ApiId }));
    const stage = await apiGateway(aws).send(new GetStageCommand({ ApiId, StageName: '$default' }));

    const [integration] = integrations.Items ?? [];
    expect(integration).toMatchObject({ IntegrationType: 'HTTP_PROXY' });
    expect(routes.Items).toMatchObject([
      { RouteKey: '$default', Target: `integrations/${integration?.IntegrationId}` },
    ]);
    expect(stage.AutoDeploy).toBe(true);
  });

  test('lists HTTP and WebSocket APIs in small pages, REST APIs not at all', async () => {
    putRestApi(contextOf(aws), { name: 'orders', stages: ['prod'] });
    for (const name of ['a', 'b', 'c']) {
      await createHttpApi(aws, name);
    }
    await createWebSocketApi(aws);

    const pages = await pagesOf((NextToken) => apiGateway(aws).send(new GetApisCommand({ NextToken })));

    expect(pages.map((page) => page.length)).toEqual([3, 1]);
    const names = pages.flat().map(({ Name }) => Name);
    expect(names.sort()).toEqual(['a', 'b', 'c', 'chat']);
  });

  test('updates what is given and keeps the rest', async () => {
    const { ApiId } = await create({ Description: 'first' });

    const updated = await apiGateway(aws).send(new UpdateApiCommand({ ApiId, DisableExecuteApiEndpoint: true }));

    expect(updated).toMatchObject({ Description: 'first', DisableExecuteApiEndpoint: true, Name: 'shop' });
  });

  test('deletes an API', async () => {
    const ApiId = await createHttpApi(aws);

    await apiGateway(aws).send(new DeleteApiCommand({ ApiId }));

    expect((await apiGateway(aws).send(new GetApisCommand({}))).Items).toEqual([]);
  });
});
