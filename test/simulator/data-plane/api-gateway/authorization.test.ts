import { apisByName, LOGIN, useServedAws } from '../../../support/data-plane.ts';
import { presignedUrl, signedHeaders } from '../../../support/signed-request.ts';

const REGION = 'eu-west-1';

const aws = useServedAws({
  ...apisByName(['http', 'rest', 'iam', 'iam-rest']),
  apis: {
    http: {
      region: REGION,
      protocol: 'HTTP',
      authorizers: {
        login: LOGIN,
        session: { type: 'REQUEST', identitySource: ['$request.header.X-Session', '$request.querystring.user'] },
      },
      routes: [
        { key: 'GET /open' },
        { key: 'ANY /jwt', authorization: 'JWT', authorizer: 'login' },
        { key: 'GET /session', authorization: 'CUSTOM', authorizer: 'session' },
      ],
    },
    rest: {
      region: REGION,
      protocol: 'REST',
      authorizers: {
        token: { type: 'TOKEN', identitySource: ['method.request.header.Authorization'] },
        pool: { type: 'COGNITO_USER_POOLS', identitySource: ['method.request.header.Authorization'] },
      },
      resources: {
        '/open': { GET: {} },
        '/token': { GET: { authorization: 'CUSTOM', authorizer: 'token' } },
        '/pool': { GET: { authorization: 'COGNITO_USER_POOLS', authorizer: 'pool' } },
        '/key': { GET: { apiKeyRequired: true } },
      },
    },
    iam: { region: REGION, protocol: 'HTTP', routes: [{ key: '$default', authorization: 'AWS_IAM' }] },
    'iam-rest': {
      region: REGION,
      protocol: 'REST',
      resources: { '/{proxy+}': { ANY: { authorization: 'AWS_IAM' } } },
    },
  },
});

async function ask(url: string, headers: Record<string, string> = {}) {
  const { status, body, headers: answered } = await aws.internet.request(`https://${url}`, { headers });
  return { status, body: status === 200 ? 'passed' : body, errorType: answered['x-amzn-errortype'], answered };
}

const UNAUTHORIZED = { status: 401, body: '{"message":"Unauthorized"}' };
const FORBIDDEN = { status: 403, body: '{"message":"Forbidden"}' };
const PASSED = { status: 200, body: 'passed' };

describe('HTTP API', () => {
  test('lets anybody into an open route, and shows its request id', async () => {
    const answer = await ask('http.example.com/open');

    expect(answer).toMatchObject(PASSED);
    expect(answer.answered['apigw-requestid']).toEqual(expect.any(String));
    expect(answer.answered['x-amzn-requestid']).toBeUndefined();
  });

  test('wants a token for JWT, and a good one', async () => {
    const missing = await ask('http.example.com/jwt');
    const bad = await ask('http.example.com/jwt', { authorization: 'Bearer forged' });
    const good = await ask('http.example.com/jwt', { authorization: 'Bearer good-morning' });

    expect(missing).toMatchObject({ ...UNAUTHORIZED, answered: { 'www-authenticate': 'Bearer' } });
    expect(bad).toMatchObject(UNAUTHORIZED);
    expect(bad.answered['www-authenticate']).toContain('error="invalid_token"');
    expect(good).toMatchObject(PASSED);
  });

  test('wants every identity source of a Lambda authorizer, and one of them good', async () => {
    const headerOnly = await ask('http.example.com/session', { 'x-session': 'good' });
    const denied = await ask('http.example.com/session?user=mallory', { 'x-session': 'stolen' });
    const good = await ask('http.example.com/session?user=alice', { 'x-session': 'good' });

    expect(headerOnly).toMatchObject(UNAUTHORIZED);
    expect(denied).toMatchObject(FORBIDDEN);
    expect(good).toMatchObject(PASSED);
  });
});

describe('REST API', () => {
  test('wants the token of a TOKEN authorizer, and a good one', async () => {
    const missing = await ask('rest.example.com/token');
    const denied = await ask('rest.example.com/token', { authorization: 'forged' });
    const good = await ask('rest.example.com/token', { authorization: 'good' });

    expect(missing).toMatchObject({ ...UNAUTHORIZED, errorType: 'UnauthorizedException' });
    expect(denied).toMatchObject({
      status: 403,
      body: '{"Message":"User is not authorized to access this resource with an explicit deny"}',
      errorType: 'AccessDeniedException',
    });
    expect(good).toMatchObject(PASSED);
  });

  test('wants a good token of a user pool', async () => {
    const missing = await ask('rest.example.com/pool');
    const bad = await ask('rest.example.com/pool', { authorization: 'Bearer forged' });
    const good = await ask('rest.example.com/pool', { authorization: 'Bearer good' });

    expect([missing, bad]).toMatchObject([UNAUTHORIZED, UNAUTHORIZED]);
    expect(good).toMatchObject(PASSED);
  });

  test('wants an API key where the method requires one', async () => {
    const missing = await ask('rest.example.com/key');
    const present = await ask('rest.example.com/key', { 'x-api-key': 'any' });

    expect(missing).toMatchObject({ ...FORBIDDEN, errorType: 'ForbiddenException' });
    expect(present).toMatchObject(PASSED);
  });

  test('refuses a resource or a method that is not there as AWS does', async () => {
    const answers = await Promise.all([
      ask('rest.example.com/nowhere'),
      aws.internet.request('https://rest.example.com/open', { method: 'POST' }),
    ]);

    for (const { status, body } of answers) {
      expect({ status, body }).toEqual({ status: 403, body: '{"message":"Missing Authentication Token"}' });
    }
    expect(answers[0]).toMatchObject({ errorType: 'MissingAuthenticationTokenException' });
  });
});

describe('IAM', () => {
  const url = 'https://iam-rest.example.com/a%20b/c?z=1&a-b=x y&a=2';

  function askRest(headers: Record<string, string>) {
    return ask(url.replace('https://', ''), headers);
  }

  test('lets in what the SDK has signed for the Host that arrives', async () => {
    const headers = await signedHeaders({ url, region: REGION });

    expect(await askRest(headers)).toMatchObject(PASSED);
  });

  test('lets in a signed body', async () => {
    const request = { url, region: REGION, method: 'POST', body: '{"n":1}' };
    const headers = await signedHeaders(request);

    const answer = await aws.internet.request(url, { method: 'POST', headers, body: request.body });
    const altered = await aws.internet.request(url, { method: 'POST', headers, body: '{"n":2}' });

    expect([answer.status, altered.status]).toEqual([200, 403]);
  });

  test('lets in a presigned URL', async () => {
    const signed = await presignedUrl({ url: 'https://iam-rest.example.com/file?version=2', region: REGION });

    const answers = [signed, signed.replace('version=2', 'version=3')].map((each) => ask(each.replace('https://', '')));

    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 403]);
  });

  test('refuses a request without signature', async () => {
    expect(await askRest({})).toMatchObject({
      status: 403,
      body: '{"message":"Missing Authentication Token"}',
      errorType: 'MissingAuthenticationTokenException',
    });
    expect(await ask('iam.example.com/')).toMatchObject(FORBIDDEN);
  });

  test('refuses another kind of authorization', async () => {
    expect(await askRest({ authorization: 'Bearer good' })).toMatchObject({
      status: 403,
      body: `{"message":"'Bearer' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer good'."}`,
      errorType: 'IncompleteSignatureException',
    });
  });

  test.each([
    ['for another Host', { url: url.replace('iam-rest', 'iam') }],
    ['with another secret', { secret: 'guessed' }],
    ['with a header that has been lost on the way', { headers: { 'x-lost': 'value' } }],
  ])('refuses a signature %s', async (_, difference) => {
    const { host: _host, 'x-lost': _lost, ...headers } = await signedHeaders({ url, region: REGION, ...difference });

    const answer = await askRest(headers);

    expect(answer).toMatchObject({ status: 403, errorType: 'InvalidSignatureException' });
    expect(answer.body).toContain(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    );
  });

  test.each([
    ['another Region', { region: 'us-east-1' }, 'Credential should be scoped to a valid region.'],
    ['another service', { service: 's3' }, "Credential should be scoped to correct service: 'execute-api'. "],
  ])('refuses a signature for %s', async (_, difference, message) => {
    const headers = await signedHeaders({ url, region: REGION, ...difference });

    expect(await askRest(headers)).toMatchObject({ status: 403, body: JSON.stringify({ message }) });
  });

  test('refuses a signature that does not cover the Host', async () => {
    const { authorization = '', ...headers } = await signedHeaders({ url, region: REGION });

    const answer = await askRest({
      ...headers,
      authorization: authorization.replace('SignedHeaders=host;', 'SignedHeaders='),
    });

    expect(answer).toMatchObject({
      status: 403,
      body: `{"message":"'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."}`,
      errorType: 'InvalidSignatureException',
    });
  });

  test('lets an HTTP API answer every bad signature alike', async () => {
    const good = await signedHeaders({ url: 'https://iam.example.com/x', region: REGION });

    expect(await ask('iam.example.com/x', good)).toMatchObject(PASSED);
    expect(await ask('iam.example.com/y', good)).toMatchObject(FORBIDDEN);
  });
});
