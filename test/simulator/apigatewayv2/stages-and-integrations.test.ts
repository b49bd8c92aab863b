import {
  CreateIntegrationCommand,
  CreateStageCommand,
  type CreateStageCommandInput,
  DeleteStageCommand,
  GetIntegrationsCommand,
  GetStageCommand,
  GetStagesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { apiGatewayV2 } from '../../../simulator/apigatewayv2/service.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { apiGateway, createHttpApi, createWebSocketApi } from './api-gateway-world.ts';

const aws = useSimulatedAws({ services: [apiGatewayV2] });

function stage(ApiId: string, input: Partial<CreateStageCommandInput>) {
  return apiGateway(aws).send(new CreateStageCommand({ ApiId, StageName: 'prod', ...input }));
}

describe('validation', () => {
  test('refuses a stage that exists and a name that is not one', async () => {
    const apiId = await createHttpApi(aws);

    await expect(stage(apiId, { StageName: '$default' })).rejects.toMatchObject({ name: 'ConflictException' });
    await expect(stage(apiId, { StageName: 'a b' })).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('refuses a $default stage on a WebSocket API', async () => {
    const apiId = await createWebSocketApi(aws);

    await expect(stage(apiId, { StageName: '$default' })).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('refuses settings for a route that does not exist', async () => {
    const apiId = await createHttpApi(aws);

    const answer = stage(apiId, { RouteSettings: { 'GET /a': { ThrottlingBurstLimit: 1 } } });

    await expect(answer).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Unable to find Route by key GET /a within the provided RouteSettings',
    });
  });

  test('refuses an integration on an HTTP API that is no proxy or has no payload format version', async () => {
    const ApiId = await createHttpApi(aws);

    const mock = () => apiGateway(aws).send(new CreateIntegrationCommand({ ApiId, IntegrationType: 'MOCK' }));
    const proxy = () => apiGateway(aws).send(new CreateIntegrationCommand({ ApiId, IntegrationType: 'AWS_PROXY' }));

    await expect(mock()).rejects.toMatchObject({ name: 'BadRequestException' });
    await expect(proxy()).rejects.toMatchObject({ name: 'BadRequestException' });
  });
});

describe('behavior', () => {
  test('creates, lists and deletes stages', async () => {
    const ApiId = await createHttpApi(aws);

    await stage(ApiId, { StageVariables: { a: 'b' }, Tags: { team: 'shop' } });

    const read = await apiGateway(aws).send(new GetStageCommand({ ApiId, StageName: 'prod' }));
    expect(read).toMatchObject({ StageName: 'prod', StageVariables: { a: 'b' }, Tags: { team: 'shop' } });
    await apiGateway(aws).send(new DeleteStageCommand({ ApiId, StageName: 'prod' }));
    const left = await apiGateway(aws).send(new GetStagesCommand({ ApiId }));
    expect(left.Items?.map(({ StageName }) => StageName)).toEqual(['$default']);
  });

  test('creates and lists integrations', async () => {
    const ApiId = await createHttpApi(aws);

    const { IntegrationId } = await apiGateway(aws).send(
      new CreateIntegrationCommand({ ApiId, IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' }),
    );

    const { Items } = await apiGateway(aws).send(new GetIntegrationsCommand({ ApiId }));
    expect(Items).toMatchObject([{ IntegrationId, ConnectionType: 'INTERNET' }]);
  });
});
