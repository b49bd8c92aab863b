import {
  type AllowlistInputs,
  deriveAllowlist,
  HEADERS_PER_POLICY,
} from '../../../functions/reconciler/plan/header-allowlist.ts';
import { mappedApi } from '../../support/edge-builders.ts';

const BASE = ['Authorization', 'Origin', 'Accept', 'Access-Control-Request-Headers', 'Access-Control-Request-Method'];

const SIGNED_WITH_KEY = mappedApi({ protocol: 'REST', authorization: ['AWS_IAM'], apiKey: 'required' });

describe('EDGE-08 derives what must reach the API', () => {
  test.each<[string, Partial<AllowlistInputs>, readonly string[]]>([
    ['the base for an API without authorization', { apis: [mappedApi()] }, []],
    ['the base where nothing is mapped yet', { apis: [] }, []],
    [
      'the headers of an IAM signature',
      { apis: [mappedApi({ authorization: ['AWS_IAM'] })] },
      ['X-Amz-Date', 'X-Amz-Security-Token', 'X-Amz-Content-Sha256'],
    ],
    ['an API key where a route requires one', { apis: [mappedApi({ apiKey: 'required' })] }, ['x-api-key']],
    ['identity sources of authorizers', { apis: [mappedApi({ identityHeaders: ['X-Tenant'] })] }, ['X-Tenant']],
    ['no header twice, however it is spelled', { apis: [mappedApi({ identityHeaders: ['AUTHORIZATION'] })] }, []],
    [
      'the handshake of a WebSocket API',
      { apis: [mappedApi({ protocol: 'WEBSOCKET' })] },
      ['Sec-WebSocket-Key', 'Sec-WebSocket-Version', 'Sec-WebSocket-Protocol', 'Sec-WebSocket-Extensions'],
    ],
    [
      'what a REST API declares, and nothing that it may need perhaps',
      { apis: [mappedApi({ protocol: 'REST', declaredHeaders: ['If-Match', 'X-Trace'] })] },
      ['If-Match', 'X-Trace'],
    ],
    [
      'the headers by which routing rules select an API',
      { apis: [mappedApi({ protocol: 'REST', routingHeaders: ['X-Version', 'Host'] })] },
      ['X-Version'],
    ],
    [
      'no declared header that CloudFront sends or decides by itself, or could not spell',
      {
        apis: [
          mappedApi({
            declaredHeaders: [
              'Content-Type',
              'X-Forwarded-For',
              'X-Edge-Location',
              'Proxy-Connection',
              'x:y',
              'X-Mine',
            ],
          }),
        ],
      },
      ['X-Mine'],
    ],
    [
      'what CORS allows callers to send',
      { apis: [mappedApi({ corsAllowHeaders: ['authorization', 'x-request-id'] })] },
      ['x-request-id'],
    ],
    [
      'nothing that CORS allows but CloudFront sends or decides by itself',
      { apis: [mappedApi({ corsAllowHeaders: ['*', 'Content-Type', 'Cookie', 'Host'] })] },
      [],
    ],
    [
      'no identity source that CloudFront refuses in a list or decides by itself',
      { apis: [mappedApi({ identityHeaders: ['Cookie', 'Host', 'X-Tenant'] })] },
      ['X-Tenant'],
    ],
    ['what the owner adds', { allowedHeaders: ['traceparent'] }, ['traceparent']],
    [
      'what every mapped API needs',
      { apis: [mappedApi({ identityHeaders: ['X-One'] }), mappedApi({ apiId: 'h2', identityHeaders: ['X-Two'] })] },
      ['X-One', 'X-Two'],
    ],
  ])('%s', (_, inputs, more) => {
    expect(namesOf(inputs)).toEqual([...BASE, ...more]);
  });

  test('says why each header is there', () => {
    const allowlist = deriveAllowlist(
      inputsOf({
        host: 'forwarded',
        apis: [
          mappedApi({ identityHeaders: ['X-Tenant'], apiKey: 'required' }),
          mappedApi({ apiId: 'r1', routingHeaders: ['X-Version'] }),
        ],
        allowedHeaders: ['traceparent'],
      }),
    );

    expect(allowlist.kind === 'listed' && allowlist.headers.map(({ name, because }) => `${name}: ${because}`)).toEqual([
      "Host: EDGE-07: the origin is the domain's own regional endpoint",
      'Authorization: base',
      'Origin: base: CORS',
      'Accept: base: content negotiation',
      'Access-Control-Request-Headers: base: CORS preflight',
      'Access-Control-Request-Method: base: CORS preflight',
      'traceparent: AllowedHeaders',
      'X-Tenant: API h1: identity source of an authorizer',
      'x-api-key: API h1: API key required',
      'X-Version: API r1: a routing rule selects it by this header',
    ]);
  });
});

describe('EDGE-07 lists Host', () => {
  test.each([
    ['when the origin is the regional endpoint', 'forwarded', true],
    ['never for an execute-api origin', 'replaced', false],
  ] as const)('%s', (_, host, expected) => {
    expect(namesOf({ host, apis: [mappedApi({ protocol: 'REST' })] }).includes('Host')).toBe(expected);
  });
});

describe('ten headers fit into a policy', () => {
  test('a derived list of exactly ten stays a list', () => {
    expect(namesOf({ host: 'forwarded', apis: [SIGNED_WITH_KEY] })).toHaveLength(HEADERS_PER_POLICY);
  });

  test('a longer derived list falls back to all viewer headers and says why', () => {
    const apis = [{ ...SIGNED_WITH_KEY, identityHeaders: ['X-Tenant'] }];

    expect(deriveAllowlist(inputsOf({ host: 'forwarded', apis }))).toEqual({
      kind: 'all-viewer',
      because:
        'the APIs need 11 headers (Host, Authorization, Origin, Accept, Access-Control-Request-Headers, Access-Control-Request-Method, X-Tenant, X-Amz-Date, X-Amz-Security-Token, X-Amz-Content-Sha256, x-api-key) and CloudFront takes 10 per policy',
    });
  });

  test("refuses an owner's list that does not fit, because dropping what was asked for is worse", () => {
    const allowedHeaders = ['x-1', 'x-2', 'x-3', 'x-4', 'x-5'];

    expect(deriveAllowlist(inputsOf({ host: 'forwarded', allowedHeaders }))).toEqual({
      kind: 'refused',
      detail:
        'AllowedHeaders: CloudFront takes 10 headers per policy, got 11 (Host, Authorization, Origin, Accept, Access-Control-Request-Headers, Access-Control-Request-Method are always sent, asked for x-1, x-2, x-3, x-4, x-5); shorten the list or set HeaderForwarding to all-viewer',
    });
  });

  test('refuses a list with a header that CloudFront decides about itself, as an edited tag may hold', () => {
    expect(deriveAllowlist(inputsOf({ allowedHeaders: ['x-1', 'te', 'x-edge-location'] }))).toEqual({
      kind: 'refused',
      detail: 'AllowedHeaders: CloudFront decides about these headers itself, got te, x-edge-location; leave them out',
    });
  });

  test('the same list fits where Host is not one of them', () => {
    expect(namesOf({ host: 'replaced', allowedHeaders: ['x-1', 'x-2', 'x-3', 'x-4', 'x-5'] })).toHaveLength(10);
  });

  test('all viewer headers are forwarded where the owner says so, whatever would fit', () => {
    expect(deriveAllowlist(inputsOf({ forwarding: 'all-viewer' }))).toEqual({
      kind: 'all-viewer',
      because: 'HeaderForwarding is all-viewer',
    });
  });
});

test('what an adopted behavior forwards today is kept beside what is needed', () => {
  expect(namesOf({ keep: ['x-tenant', 'accept', 'host', 'cookie'] })).toEqual([...BASE, 'x-tenant']);
});

test('an adopted behavior that forwards everything keeps doing so', () => {
  expect(namesOf({ keep: 'all' })).toEqual(['all-viewer']);
});

function inputsOf(facts: Partial<AllowlistInputs>): AllowlistInputs {
  return {
    authorization: 'accepted',
    forwarding: 'derived',
    host: 'replaced',
    apis: [],
    allowedHeaders: [],
    verifyHeader: undefined,
    keep: [],
    ...facts,
  };
}

function namesOf(facts: Partial<AllowlistInputs>): readonly string[] {
  const allowlist = deriveAllowlist(inputsOf(facts));
  return allowlist.kind === 'listed' ? allowlist.headers.map((header) => header.name) : [allowlist.kind];
}
