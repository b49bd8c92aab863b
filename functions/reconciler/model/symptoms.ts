/**
 * What callers notice when a rule is broken, as data by rule: the way from a finding to a caller's complaint, and back. The table "Which
 * rule explains what I see?" of docs/rules.md is this data the other way round; a test keeps the two alike.
 */
import type { RuleId } from './rules.ts';

export interface Symptom {
  /** What a caller gets, status first. */
  readonly sees: string;
  /** Who answers so; undefined: callers notice nothing, and no complaint leads here. */
  readonly from: 'API Gateway' | 'CloudFront' | 'DNS' | 'the browser' | 'the API' | 'another server' | undefined;
  /** In which case, for a person. */
  readonly when?: string;
  /** In which case, for a program: the place that was judged has one of these in its name. */
  readonly at?: readonly string[];
  /** What was found there contains this. */
  readonly found?: string;
  /** What was found there does not contain this. */
  readonly notFound?: string;
  /** An API behind the domain is of this kind. */
  readonly api?: ApiKind;
}

/** What of an API decides how it answers a request that lacks something. */
export const API_KINDS = [
  'http',
  'rest',
  'websocket',
  'authorizer',
  'iam',
  'rest-iam',
  'http-iam',
  'api-key',
  'cors',
] as const;
export type ApiKind = (typeof API_KINDS)[number];

const REFUSED_ON_80 = { sees: 'connection refused on http://', from: 'API Gateway' } as const;
const REFUSED_BY_CLOUDFRONT = {
  sees: '403 on every path, X-Cache: Error from cloudfront',
  from: 'CloudFront',
} as const;
const TLS_ERROR = { sees: 'TLS error, no status', from: 'CloudFront' } as const;
const STALE = {
  sees: "an old answer or somebody else's, X-Cache: Hit from cloudfront",
  from: 'CloudFront',
} as const;
const LASTING_ERROR = {
  sees: 'an error that stays after the API has recovered, X-Cache: Error from cloudfront',
  from: 'CloudFront',
} as const;
const FORBIDDEN = { sees: '403 {"message":"Forbidden"}', from: 'API Gateway' } as const;
const NO_TOKEN = { sees: '403 {"message":"Missing Authentication Token"}', from: 'API Gateway' } as const;

/** Places that were judged. */
const HOST = ' Host to ';
const AN_ORIGIN = ['Origins['];

/** Written when the list of headers is longer than what the API needs: nothing is missing then. */
const TOO_MANY_HEADERS = 'not exactly';

export const SYMPTOMS: Readonly<Record<RuleId, readonly Symptom[]>> = {
  'EDGE-01': [
    { sees: '200 on http://, in plain text', from: 'CloudFront', found: 'allow-all' },
    { sees: '403 on http:// instead of a redirect', from: 'CloudFront', found: 'https-only' },
    { sees: '301 or 307 on http:// instead of 403', from: 'CloudFront', found: 'redirect-to-https' },
    {
      sees: 'CORS error in a browser',
      from: 'the browser',
      when: 'where the page calls http://, because a preflight does not follow a redirect',
      found: 'redirect-to-https',
    },
  ],
  'EDGE-02': [
    { ...TLS_ERROR, when: 'for every client' },
    { sees: '502', from: 'CloudFront', when: 'where the certificate of the API in its own Region has the same fault' },
  ],
  'EDGE-03': [
    { sees: 'nothing; a scanner reports old protocols or weak ciphers', from: undefined },
    { ...TLS_ERROR, when: 'for clients that know nothing newer, once it is corrected' },
  ],
  'EDGE-04': [
    { ...REFUSED_ON_80, when: 'where there is no distribution yet', at: ['distribution for'], found: 'none' },
    { ...REFUSED_BY_CLOUDFRONT, at: ['Enabled', 'Aliases'] },
    { ...TLS_ERROR, when: 'where no distribution carries the name', at: ['Aliases'] },
  ],
  'EDGE-05': [
    { sees: '502 or 504', from: 'CloudFront', when: 'on every path to that origin', found: 'http-only' },
    {
      sees: '502 or 504',
      from: 'CloudFront',
      when: 'on http:// only, where plain text is allowed, with match-viewer',
      found: 'match-viewer',
    },
  ],
  'EDGE-06': [
    {
      sees: '502',
      from: 'CloudFront',
      when: 'where only protocols are allowed that the API does not take',
      notFound: 'TLSv1.2',
    },
    { sees: 'nothing; the connection to the API can be downgraded', from: undefined, found: 'TLSv1.2' },
  ],
  'EDGE-07': [
    { ...FORBIDDEN, at: [HOST, ...AN_ORIGIN, 'distribution for'] },
    {
      sees: '502',
      from: 'CloudFront',
      when: 'where the endpoint of the origin does not exist any more',
      at: AN_ORIGIN,
    },
    { sees: 'answers of something else than the API', from: 'another server', at: ['TargetOriginId'] },
    {
      sees: '403, the signature does not match',
      from: 'API Gateway',
      when: 'with IAM authorization',
      found: 'replaced',
      api: 'iam',
    },
  ],
  'EDGE-08': [
    {
      sees: '401 {"message":"Unauthorized"}',
      from: 'API Gateway',
      when: 'with a JWT or Lambda authorizer',
      notFound: TOO_MANY_HEADERS,
      api: 'authorizer',
    },
    { ...NO_TOKEN, when: 'with IAM authorization of a REST API', notFound: TOO_MANY_HEADERS, api: 'rest-iam' },
    { ...FORBIDDEN, when: 'with IAM authorization of an HTTP API', notFound: TOO_MANY_HEADERS, api: 'http-iam' },
    { ...FORBIDDEN, when: 'where an API key is required', notFound: TOO_MANY_HEADERS, api: 'api-key' },
    { sees: 'CORS error in a browser', from: 'the browser', notFound: TOO_MANY_HEADERS, api: 'cors' },
    { sees: 'a WebSocket that does not open', from: 'API Gateway', notFound: TOO_MANY_HEADERS, api: 'websocket' },
    {
      sees: 'nothing; headers arrive that the API does not need',
      from: undefined,
      found: TOO_MANY_HEADERS,
    },
  ],
  'EDGE-09': [
    {
      sees: 'an answer without the effect of the query string, or 400 for a missing parameter',
      from: 'the API',
      at: ['query strings', 'QueryString'],
    },
    { sees: 'a session that is always new', from: 'the API', at: ['cookies', 'Cookies'] },
  ],
  'EDGE-10': [{ sees: '403 for POST, PUT, PATCH, DELETE only', from: 'CloudFront' }],
  'EDGE-11': [
    { ...STALE, at: ['CachePolicyId', '.MinTTL', '.DefaultTTL', '.MaxTTL'] },
    { ...LASTING_ERROR, at: ['CachePolicyId', 'CustomErrorResponses'] },
  ],
  'EDGE-12': [
    { ...NO_TOKEN, when: 'from a REST API', api: 'rest' },
    { ...FORBIDDEN, when: 'from a REST API, without a stage', api: 'rest' },
    { sees: '404 {"message":"Not Found"}', from: 'API Gateway', when: 'from an HTTP API', api: 'http' },
  ],
  'EDGE-13': [
    { sees: 'nothing; a browser that was here before may still try http:// first', from: undefined },
    {
      sees: 'http:// refused before a request is sent, also below this name',
      from: 'the browser',
      when: 'where too much was promised, until that time is over',
    },
  ],
  'EDGE-14': [
    { ...REFUSED_ON_80, when: 'where the name leads to the API', found: 'execute-api' },
    {
      sees: "the API's own answer on https://, without X-Cache",
      from: 'API Gateway',
      found: 'execute-api',
    },
    { sees: 'the name does not resolve', from: 'DNS', found: 'none' },
    {
      sees: 'no answer over IPv6',
      from: 'DNS',
      when: 'where the AAAA record is missing',
      found: 'cloudfront.net',
      notFound: 'execute-api',
    },
  ],
  'EDGE-15': [STALE],
  'EDGE-16': [
    { sees: "200 on the API's own endpoint, around the edge", from: 'API Gateway', at: ['default endpoint'] },
    {
      sees: '401 or 403 through the edge, on every path',
      from: 'the API',
      when: 'where the API requires the header of OriginVerify',
      at: ['CustomHeaders', 'distribution for'],
    },
  ],
  'EDGE-17': [
    {
      sees: 'what they saw before; nothing of an edge stands in front of the API',
      from: undefined,
      at: ['API Gateway custom domain'],
    },
    {
      ...REFUSED_BY_CLOUDFRONT,
      when: 'where an origin is an alternate domain name of the distribution',
      at: AN_ORIGIN,
    },
  ],
};
