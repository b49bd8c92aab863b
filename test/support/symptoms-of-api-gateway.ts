import { ALIAS_TO_API, ALIAS_TO_DISTRIBUTION, DOMAIN } from './estates.ts';
import { signedHeaders } from './signed-request.ts';
import {
  ALL_VIEWER_EXCEPT_HOST,
  type Asked,
  fronted,
  HOST_ONLY,
  legacy,
  ORDERS,
  PLAIN_ORDERS,
  rest,
  type Symptom,
} from './symptom.ts';

const WWW = 'www.example.com';
const FORBIDDEN = { status: 403, body: '{"message":"Forbidden"}' };
const UNAUTHORIZED = { status: 401, body: '{"message":"Unauthorized"}' };
const SERVED = { status: 200, headers: expect.objectContaining({ 'x-cache': 'Miss from cloudfront' }) };
const REDIRECTED = { status: 301, headers: expect.objectContaining({ location: ORDERS }) };
const JWT = {
  type: 'JWT',
  identitySource: ['$request.header.Authorization'],
  issuer: 'https://id.example.com',
  audience: ['shop'],
} as const;

const token = { headers: { authorization: 'Bearer good' } };
const ofOrders = (authorization: 'CUSTOM' | 'JWT') => ({ key: 'ANY /orders', authorization, authorizer: 'people' });
/** Orders only for whoever has a token. */
const JWT_API = { api: { authorizers: { people: JWT }, routes: [ofOrders('JWT')] } };
const signed = async (): Promise<Asked> => [
  ORDERS,
  { headers: await signedHeaders({ url: ORDERS, region: 'eu-west-1' }) },
];

/** Two names on one distribution, of which API Gateway knows only the first. */
const twoNames = (() => {
  const { distributions, ...estate } = fronted(
    {},
    { origin: { DomainName: { api: 'shop' } }, config: { Aliases: { Quantity: 2, Items: [DOMAIN, WWW] } } },
  );
  const certificates = {
    edge: { region: 'us-east-1', names: [DOMAIN, WWW] },
    regional: { region: 'eu-west-1', names: [DOMAIN] },
  };
  const www = { name: WWW, type: 'A', alias: { distribution: 'edge' } };
  return { ...estate, distributions, account: { certificates }, records: [...ALIAS_TO_DISTRIBUTION, www] };
})();

/** What callers get while nothing is in front of an API, or while what is there withholds what the API needs. */
export const SYMPTOMS_OF_API_GATEWAY: readonly Symptom[] = [
  {
    title: 'a refused connection on http://, because API Gateway does not listen there',
    estate: { records: [ALIAS_TO_API] },
    asks: [PLAIN_ORDERS],
    gets: { code: 'ECONNREFUSED' },
    rule: 'EDGE-04',
    sees: 'connection refused on http://',
    served: REDIRECTED,
  },
  {
    title: 'a refused connection on http:// although there is a distribution, because the record leads around it',
    estate: { ...fronted({}), records: [ALIAS_TO_API] },
    asks: [PLAIN_ORDERS],
    gets: { code: 'ECONNREFUSED' },
    rule: 'EDGE-14',
    sees: 'connection refused on http://',
    served: REDIRECTED,
  },
  {
    title: "the API's own answer, because the record leads around the distribution",
    estate: { ...fronted({}), records: [ALIAS_TO_API] },
    asks: [ORDERS],
    gets: { status: 200, headers: expect.not.objectContaining({ 'x-cache': expect.anything() }) },
    rule: 'EDGE-14',
    sees: "the API's own answer on https://, without X-Cache",
    served: SERVED,
  },
  {
    title: 'no address at all, because there is no record',
    estate: { ...fronted({}), records: [] },
    asks: [ORDERS],
    gets: { code: 'ENOTFOUND' },
    rule: 'EDGE-14',
    sees: 'the name does not resolve',
    served: SERVED,
  },
  {
    title: 'no address over IPv6, because there is only an A record',
    estate: { ...fronted({}), records: ALIAS_TO_DISTRIBUTION.slice(0, 1) },
    asks: [ORDERS, { family: 6 }],
    gets: { code: 'ENOTFOUND' },
    rule: 'EDGE-14',
    sees: 'no answer over IPv6',
    served: SERVED,
  },
  {
    title: '403 on every path, because the policy forwards all but Host to the regional endpoint',
    estate: fronted({ OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST }),
    asks: [ORDERS],
    gets: FORBIDDEN,
    rule: 'EDGE-07',
    sees: '403 {"message":"Forbidden"}',
    served: SERVED,
  },
  {
    title: '403 on every path, because the header list of legacy settings has no Host',
    estate: fronted(legacy('Authorization', 'Origin', 'Accept')),
    asks: [ORDERS, token],
    gets: FORBIDDEN,
    rule: 'EDGE-07',
    sees: '403 {"message":"Forbidden"}',
    served: SERVED,
  },
  {
    title: '401 with a good token, because no policy forwards Authorization to the JWT authorizer',
    estate: fronted({ OriginRequestPolicyId: HOST_ONLY }, JWT_API),
    asks: [ORDERS, token],
    gets: UNAUTHORIZED,
    rule: 'EDGE-08',
    sees: '401 {"message":"Unauthorized"}',
    served: SERVED,
  },
  {
    title: '401 on GET, because legacy settings drop Authorization unless it is listed',
    estate: fronted(legacy('Host'), JWT_API),
    asks: [ORDERS, token],
    gets: UNAUTHORIZED,
    rule: 'EDGE-08',
    sees: '401 {"message":"Unauthorized"}',
    served: SERVED,
  },
  {
    title: '401, because the header that a Lambda authorizer reads does not arrive',
    estate: fronted(
      { OriginRequestPolicyId: HOST_ONLY },
      {
        api: {
          authorizers: { people: { type: 'REQUEST', identitySource: ['$request.header.X-Session'] } },
          routes: [ofOrders('CUSTOM')],
        },
      },
    ),
    asks: [ORDERS, { headers: { 'x-session': 'good' } }],
    gets: UNAUTHORIZED,
    rule: 'EDGE-08',
    sees: '401 {"message":"Unauthorized"}',
    served: SERVED,
  },
  {
    title: '403 with a key, because X-Api-Key does not arrive',
    estate: fronted({ OriginRequestPolicyId: HOST_ONLY }, { api: rest({ apiKeyRequired: true }) }),
    asks: [ORDERS, { headers: { 'x-api-key': 'key' } }],
    gets: FORBIDDEN,
    rule: 'EDGE-08',
    sees: '403 {"message":"Forbidden"}',
    served: SERVED,
  },
  {
    title: '403 Missing Authentication Token for a signed request, because the signature does not arrive',
    estate: fronted({ OriginRequestPolicyId: HOST_ONLY }, { api: rest({ authorization: 'AWS_IAM' }) }),
    asks: signed,
    gets: { status: 403, body: '{"message":"Missing Authentication Token"}' },
    rule: 'EDGE-08',
    sees: '403 {"message":"Missing Authentication Token"}',
    served: SERVED,
  },
  {
    title: 'a preflight without CORS headers, because Origin does not arrive',
    estate: fronted(
      { OriginRequestPolicyId: HOST_ONLY },
      { api: { cors: { AllowOrigins: ['https://shop.example.com'], AllowMethods: ['POST'], AllowHeaders: ['*'] } } },
    ),
    asks: [
      ORDERS,
      { method: 'OPTIONS', headers: { origin: 'https://shop.example.com', 'access-control-request-method': 'POST' } },
    ],
    gets: { headers: expect.not.objectContaining({ 'access-control-allow-origin': expect.anything() }) },
    rule: 'EDGE-08',
    sees: 'CORS error in a browser',
    served: {
      status: 204,
      headers: expect.objectContaining({ 'access-control-allow-origin': 'https://shop.example.com' }),
    },
  },
  {
    title: '403 on every path, because Host reaches the default endpoint',
    estate: twoNames,
    asks: [`https://${WWW}/orders`],
    gets: FORBIDDEN,
    rule: 'EDGE-07',
    sees: '403 {"message":"Forbidden"}',
    served: SERVED,
  },
  {
    title: '403 for a signed request to an HTTP API, because the signature does not arrive',
    estate: fronted(
      { OriginRequestPolicyId: HOST_ONLY },
      { api: { routes: [{ key: '$default', authorization: 'AWS_IAM' }] } },
    ),
    asks: signed,
    gets: FORBIDDEN,
    rule: 'EDGE-08',
    sees: '403 {"message":"Forbidden"}',
    served: SERVED,
  },
];
