import {
  CreateAuthorizerCommand,
  type CreateAuthorizerCommandInput,
  GetAuthorizerCommand,
  GetAuthorizersCommand,
} from '@aws-sdk/client-api-gateway';
import { apiGateway as service } from '../../../simulator/apigateway/service.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { createRestApi, createTokenAuthorizer, FUNCTION_URI, version1 } from './rest-api-world.ts';

const aws = useSimulatedAws({ services: [service] });
let restApiId: string;

beforeEach(async () => {
  restApiId = (await createRestApi(aws)).restApiId;
});

function create(changes: Partial<CreateAuthorizerCommandInput>) {
  return version1(aws).send(
    new CreateAuthorizerCommand({ restApiId, name: 'login', type: 'REQUEST', authorizerUri: FUNCTION_URI, ...changes }),
  );
}

describe('validation', () => {
  test.each<[string, Partial<CreateAuthorizerCommandInput>]>([
    ['another type', { type: 'JWT' as 'TOKEN' }],
    ['TOKEN without a source', { type: 'TOKEN' }],
    ['TOKEN from a query string', { type: 'TOKEN', identitySource: 'method.request.querystring.token' }],
    ['REQUEST without a source whose answers are cached', {}],
    ['REQUEST from nowhere', { identitySource: 'method.request.header.A, header.B' }],
    ['REQUEST without a function', { identitySource: 'context.stage', authorizerUri: undefined }],
    ['COGNITO_USER_POOLS without a pool', { type: 'COGNITO_USER_POOLS' }],
    ['answers kept too long', { identitySource: 'context.stage', authorizerResultTtlInSeconds: 3601 }],
  ])('refuses %s', async (_, changes) => {
    await expect(create(changes)).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('refuses a name that exists', async () => {
    await createTokenAuthorizer(aws, restApiId);

    await expect(create({ identitySource: 'context.stage' })).rejects.toMatchObject({
      message: 'Authorizer name must be unique. Authorizer login already exists in this RestApi.',
    });
  });

  test('refuses to read an authorizer that does not exist', async () => {
    const answer = version1(aws).send(new GetAuthorizerCommand({ restApiId, authorizerId: 'nobody' }));

    await expect(answer).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Invalid Authorizer identifier specified',
    });
  });
});

describe('behavior', () => {
  test('keeps a TOKEN authorizer, whose answers hold for five minutes', async () => {
    const authorizerId = await createTokenAuthorizer(aws, restApiId);

    const read = await version1(aws).send(new GetAuthorizerCommand({ restApiId, authorizerId }));

    expect(read).toMatchObject({
      id: authorizerId,
      type: 'TOKEN',
      authType: 'custom',
      identitySource: 'method.request.header.Authorization',
      authorizerResultTtlInSeconds: 300,
    });
  });

  test('takes several sources of a REQUEST authorizer, and none when nothing is cached', async () => {
    const identitySource = 'method.request.header.X-Session, method.request.querystring.key';
    await create({ name: 'a', identitySource });
    await create({ name: 'b', authorizerResultTtlInSeconds: 0 });

    const { items } = await version1(aws).send(new GetAuthorizersCommand({ restApiId }));

    expect(items?.map((each) => each.identitySource).toSorted()).toEqual([identitySource, undefined]);
  });
});
