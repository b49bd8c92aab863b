import {
  CreateAuthorizerCommand,
  type CreateAuthorizerCommandInput,
  CreateRouteCommand,
  type CreateRouteCommandInput,
  DeleteAuthorizerCommand,
  DeleteRouteCommand,
  GetAuthorizerCommand,
  GetAuthorizersCommand,
  GetRouteCommand,
  GetRoutesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { apiGatewayV2 } from '../../../simulator/apigatewayv2/service.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { apiGateway, createHttpApi, createWebSocketApi, pagesOf } from './api-gateway-world.ts';

const aws = useSimulatedAws({ services: [apiGatewayV2] });

const jwt = {
  Name: 'login',
  AuthorizerType: 'JWT',
  IdentitySource: ['$request.header.Authorization'],
  JwtConfiguration: { Issuer: 'https://login.example.com/', Audience: ['shop'] },
} as const;
const lambda = {
  Name: 'session',
  AuthorizerType: 'REQUEST',
  AuthorizerUri:
    'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111111111111:function:f/invocations',
} as const;

function authorize(ApiId: string, input: object) {
  return apiGateway(aws).send(new CreateAuthorizerCommand({ ApiId, ...input } as CreateAuthorizerCommandInput));
}

function route(ApiId: string, input: Partial<CreateRouteCommandInput>) {
  return apiGateway(aws).send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /items', ...input }));
}

describe('validation', () => {
  test.each([
    [
      'a JWT authorizer with two identity sources',
      { ...jwt, IdentitySource: ['$request.header.A', '$request.header.B'] },
    ],
    ['a JWT authorizer with a WebSocket identity source', { ...jwt, IdentitySource: ['route.request.header.Auth'] }],
    ['a JWT authorizer without audience', { ...jwt, JwtConfiguration: { Issuer: 'https://login.example.com/' } }],
    [
      'a JWT authorizer with an issuer over http',
      { ...jwt, JwtConfiguration: { Issuer: 'http://a.example.com', Audience: ['a'] } },
    ],
    ['a REQUEST authorizer without payload format version', lambda],
    [
      'a REQUEST authorizer without function',
      { ...lambda, AuthorizerUri: undefined, AuthorizerPayloadFormatVersion: '2.0' },
    ],
    ['an authorizer of an unknown type', { ...jwt, AuthorizerType: 'TOKEN' }],
  ])('refuses, on an HTTP API, %s', async (_, input) => {
    const apiId = await createHttpApi(aws);

    await expect(authorize(apiId, input)).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('refuses a JWT authorizer on a WebSocket API', async () => {
    const apiId = await createWebSocketApi(aws);

    await expect(authorize(apiId, jwt)).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test.each<Partial<CreateRouteCommandInput>>([
    { RouteKey: 'items' },
    { RouteKey: 'get /items' },
    { RouteKey: 'GET items' },
    { AuthorizationType: 'JWT' },
    { AuthorizationType: 'CUSTOM', AuthorizerId: 'none' },
    { AuthorizationType: 'BASIC' as 'JWT' },
    { ApiKeyRequired: true },
    { AuthorizationScopes: ['read'] },
    { Target: 'backend' },
  ])('refuses, on an HTTP API, the route %j', async (input) => {
    const apiId = await createHttpApi(aws);

    await expect(route(apiId, input)).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('refuses authorization on another WebSocket route than $connect', async () => {
    const apiId = await createWebSocketApi(aws);

    const answer = route(apiId, { RouteKey: 'send', AuthorizationType: 'AWS_IAM' });

    await expect(answer).rejects.toMatchObject({
      message: 'Currently, authorization is restricted to the $connect route only',
    });
  });

  test('refuses a route key that exists and a target that does not', async () => {
    const apiId = await createHttpApi(aws);
    await route(apiId, {});

    await expect(route(apiId, {})).rejects.toMatchObject({ name: 'ConflictException' });
    await expect(route(apiId, { RouteKey: 'GET /b', Target: 'integrations/none' })).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });

  test('refuses to delete an authorizer that a route uses', async () => {
    const apiId = await createHttpApi(aws);
    const { AuthorizerId } = await authorize(apiId, jwt);
    await route(apiId, { AuthorizationType: 'JWT', AuthorizerId });

    const answer = apiGateway(aws).send(new DeleteAuthorizerCommand({ ApiId: apiId, AuthorizerId }));

    await expect(answer).rejects.toMatchObject({ name: 'ConflictException' });
  });
});

describe('behavior', () => {
  test('creates a route with a JWT authorizer and scopes', async () => {
    const apiId = await createHttpApi(aws);
    const { AuthorizerId } = await authorize(apiId, jwt);

    const { RouteId } = await route(apiId, { AuthorizationType: 'JWT', AuthorizerId, AuthorizationScopes: ['read'] });

    const read = await apiGateway(aws).send(new GetRouteCommand({ ApiId: apiId, RouteId }));
    expect(read).toMatchObject({
      RouteKey: 'GET /items',
      AuthorizationType: 'JWT',
      AuthorizerId,
      ApiKeyRequired: false,
    });
    const authorizer = await apiGateway(aws).send(new GetAuthorizerCommand({ ApiId: apiId, AuthorizerId }));
    expect(authorizer).toMatchObject(jwt);
  });

  test('authorizes the $connect route of a WebSocket API, with an API key', async () => {
    const apiId = await createWebSocketApi(aws);
    const IdentitySource = ['route.request.header.X-Session'];
    const { AuthorizerId } = await authorize(apiId, { ...lambda, IdentitySource });

    const created = await route(apiId, {
      RouteKey: '$connect',
      AuthorizationType: 'CUSTOM',
      AuthorizerId,
      ApiKeyRequired: true,
    });

    expect(created).toMatchObject({ AuthorizationType: 'CUSTOM', ApiKeyRequired: true });
  });

  test('lists routes in small pages and deletes them', async () => {
    const ApiId = await createHttpApi(aws);
    for (const RouteKey of ['GET /a', 'GET /b', 'ANY /c', '$default']) {
      await route(ApiId, { RouteKey });
    }

    const routes = await pagesOf((NextToken) => apiGateway(aws).send(new GetRoutesCommand({ ApiId, NextToken })));
    const [RouteId] = routes.flat().map((each) => each.RouteId);
    await apiGateway(aws).send(new DeleteRouteCommand({ ApiId, RouteId }));

    expect(routes.map((page) => page.length)).toEqual([3, 1]);
    const read = apiGateway(aws).send(new GetRouteCommand({ ApiId, RouteId }));
    await expect(read).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  test('deletes an authorizer that no route uses', async () => {
    const ApiId = await createHttpApi(aws);
    const { AuthorizerId } = await authorize(ApiId, jwt);

    await apiGateway(aws).send(new DeleteAuthorizerCommand({ ApiId, AuthorizerId }));

    expect((await apiGateway(aws).send(new GetAuthorizersCommand({ ApiId }))).Items).toEqual([]);
  });
});
