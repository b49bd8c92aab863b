import {
  CreateResourceCommand,
  GetResourcesCommand,
  PutMethodCommand,
  type PutMethodCommandInput,
} from '@aws-sdk/client-api-gateway';
import { apiGateway as service } from '../../../simulator/apigateway/service.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import {
  type CreatedRestApi,
  createResource,
  createRestApi,
  createTokenAuthorizer,
  version1,
} from './rest-api-world.ts';

const aws = useSimulatedAws({ services: [service] });
let api: CreatedRestApi;

beforeEach(async () => {
  api = await createRestApi(aws);
});

function put(resourceId: string, changes: Partial<PutMethodCommandInput> = {}) {
  const { restApiId } = api;
  return version1(aws).send(
    new PutMethodCommand({ restApiId, resourceId, httpMethod: 'POST', authorizationType: 'NONE', ...changes }),
  );
}

describe('validation', () => {
  test.each(['two words', 'a/b', '{id', '{a}{b}'])('refuses the path part %j', async (pathPart) => {
    await expect(createResource(aws, api, pathPart)).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('refuses a sibling of the same name, and a second variable', async () => {
    await createResource(aws, api, 'orders');
    await createResource(aws, api, '{id}');

    await expect(createResource(aws, api, 'orders')).rejects.toMatchObject({ name: 'ConflictException' });
    await expect(createResource(aws, api, '{name}')).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('refuses a child of a greedy variable, and of a resource that does not exist', async () => {
    const { restApiId } = api;
    const greedy = await createResource(aws, api, '{proxy+}');
    const below = (parentId: string) =>
      version1(aws).send(new CreateResourceCommand({ restApiId, parentId, pathPart: 'more' }));

    await expect(below(greedy)).rejects.toMatchObject({ name: 'BadRequestException' });
    await expect(below('nowhere')).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  test.each<Partial<PutMethodCommandInput>>([
    { httpMethod: 'TRACE' },
    { authorizationType: 'JWT' },
    { authorizationType: 'CUSTOM' },
    { authorizationType: 'CUSTOM', authorizerId: 'nobody' },
    { authorizationScopes: ['orders'] },
    { requestParameters: { 'header.X-Request-Id': true } },
  ])('refuses the method %j', async (changes) => {
    await expect(put(api.rootId, changes)).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('refuses a Lambda authorizer for COGNITO_USER_POOLS', async () => {
    const authorizerId = await createTokenAuthorizer(aws, api.restApiId);

    const answer = put(api.rootId, { authorizationType: 'COGNITO_USER_POOLS', authorizerId });

    await expect(answer).rejects.toMatchObject({ message: expect.stringMatching(/^Invalid authorizer ID specified/) });
  });

  test('refuses a method that exists', async () => {
    await put(api.rootId);

    await expect(put(api.rootId)).rejects.toMatchObject({ name: 'ConflictException' });
  });
});

describe('behavior', () => {
  test('embeds the methods on request, with what they ask of a caller', async () => {
    const { restApiId } = api;
    const resourceId = await createResource(aws, api, 'orders');
    const authorizerId = await createTokenAuthorizer(aws, restApiId);
    const requestParameters = { 'method.request.header.X-Request-Id': true };
    await put(resourceId, { authorizationType: 'CUSTOM', authorizerId, apiKeyRequired: true, requestParameters });

    const { items } = await version1(aws).send(new GetResourcesCommand({ restApiId, embed: ['methods'] }));

    expect(items).toMatchObject([
      { path: '/' },
      {
        id: resourceId,
        parentId: api.rootId,
        pathPart: 'orders',
        path: '/orders',
        resourceMethods: {
          POST: {
            httpMethod: 'POST',
            authorizationType: 'CUSTOM',
            authorizerId,
            apiKeyRequired: true,
            requestParameters,
          },
        },
      },
    ]);
  });

  test('says only which methods there are when they are not embedded', async () => {
    await put(api.rootId);

    const { items } = await version1(aws).send(new GetResourcesCommand({ restApiId: api.restApiId }));

    expect(items?.[0]?.resourceMethods).toEqual({ POST: {} });
  });

  test('lists resources by path in small pages', async () => {
    const { restApiId } = api;
    for (const part of ['c', 'a', 'b']) await createResource(aws, api, part);

    const first = await version1(aws).send(new GetResourcesCommand({ restApiId }));
    const second = await version1(aws).send(new GetResourcesCommand({ restApiId, position: first.position }));

    expect(first.items?.map(({ path }) => path)).toEqual(['/', '/a', '/b']);
    expect(second.items?.map(({ path }) => path)).toEqual(['/c']);
    expect(second.position).toBeUndefined();
  });
});
