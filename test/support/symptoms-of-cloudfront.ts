import { API_BEHAVIOR, DOMAIN } from './estates.ts';
import { fronted, HOST_ONLY, ORDERS, originSpeaking, PLAIN_ORDERS, type Symptom } from './symptom.ts';

const SERVED = { status: 200, headers: expect.objectContaining({ 'x-cache': 'Miss from cloudfront' }) };
const FROM_CLOUDFRONT = expect.objectContaining({ server: 'CloudFront', 'x-cache': 'Error from cloudfront' });
const REDIRECTED = { status: 301, headers: expect.objectContaining({ location: ORDERS }) };

const NAMELESS = {
  Aliases: { Quantity: 0 },
  ViewerCertificate: { CloudFrontDefaultCertificate: true, MinimumProtocolVersion: 'TLSv1' },
};
const CNAME_TO_DISTRIBUTION = { name: DOMAIN, type: 'CNAME', values: [{ distribution: 'edge' }] };

/** The first is used, the second is there to be found. */
const CERTIFICATES = {
  edge: { region: 'us-east-1', names: [DOMAIN], expiresInDays: 1 },
  newer: { region: 'us-east-1', names: [DOMAIN] },
  regional: { region: 'eu-west-1', names: [DOMAIN] },
};

/** What callers get from a distribution that does not do what one in front of an API has to. */
export const SYMPTOMS_OF_CLOUDFRONT: readonly Symptom[] = [
  {
    title: '403 for POST from CloudFront, because the behavior allows GET and HEAD only',
    estate: fronted({
      AllowedMethods: { Quantity: 2, Items: ['GET', 'HEAD'], CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] } },
    }),
    asks: [ORDERS, { method: 'POST', body: '{}' }],
    gets: { status: 403, headers: FROM_CLOUDFRONT },
    rule: 'EDGE-10',
    sees: '403 for POST, PUT, PATCH, DELETE only',
    served: SERVED,
  },
  {
    title: 'an answer without the effect of the query string, because no policy forwards it',
    estate: fronted({ OriginRequestPolicyId: HOST_ONLY }),
    asks: [`${ORDERS}?page=2`],
    gets: { status: 200, body: expect.stringContaining('"query":""') },
    rule: 'EDGE-09',
    sees: 'an answer without the effect of the query string, or 400 for a missing parameter',
    served: { status: 200, body: expect.stringContaining('"query":"page=2"') },
  },
  {
    title: '502, because the origin is asked over plain HTTP',
    estate: fronted({}, { origin: originSpeaking({ OriginProtocolPolicy: 'http-only' }) }),
    asks: [ORDERS],
    gets: { status: 502, headers: FROM_CLOUDFRONT },
    rule: 'EDGE-05',
    sees: '502 or 504',
    served: SERVED,
  },
  {
    title: '502 on http:// only, because the origin is asked as the viewer asks',
    estate: fronted(
      { ViewerProtocolPolicy: 'allow-all' },
      { origin: originSpeaking({ OriginProtocolPolicy: 'match-viewer' }) },
    ),
    asks: [PLAIN_ORDERS],
    gets: { status: 502, headers: FROM_CLOUDFRONT },
    rule: 'EDGE-05',
    sees: '502 or 504',
    served: REDIRECTED,
  },
  {
    title: '502, because the origin may speak old protocols only',
    estate: fronted({}, { origin: originSpeaking({ OriginSslProtocols: { Quantity: 1, Items: ['TLSv1'] } }) }),
    asks: [ORDERS],
    gets: { status: 502, headers: FROM_CLOUDFRONT },
    rule: 'EDGE-06',
    sees: '502',
    served: SERVED,
  },
  {
    title: '403 on every path, because the distribution is disabled',
    estate: fronted({}, { config: { Enabled: false } }),
    asks: [ORDERS],
    gets: { status: 403, headers: FROM_CLOUDFRONT },
    rule: 'EDGE-04',
    sees: '403 on every path, X-Cache: Error from cloudfront',
    served: SERVED,
  },
  {
    title: 'answers in plain text, because http:// is allowed',
    estate: fronted({ ViewerProtocolPolicy: 'allow-all' }),
    asks: [PLAIN_ORDERS],
    gets: { status: 200 },
    rule: 'EDGE-01',
    sees: '200 on http://, in plain text',
    served: REDIRECTED,
  },
  {
    title: 'answers in plain text below one path, because an ordered behavior was left on allow-all',
    estate: fronted(
      {},
      {
        config: {
          CacheBehaviors: {
            Quantity: 1,
            Items: [{ ...API_BEHAVIOR, PathPattern: '/orders*', ViewerProtocolPolicy: 'allow-all' }],
          },
        },
      },
    ),
    asks: [PLAIN_ORDERS],
    gets: { status: 200 },
    rule: 'EDGE-01',
    sees: '200 on http://, in plain text',
    served: REDIRECTED,
  },
  {
    title: '403 on http:// instead of a redirect, because the behavior is https-only',
    estate: fronted({ ViewerProtocolPolicy: 'https-only' }),
    asks: [PLAIN_ORDERS],
    gets: { status: 403, headers: FROM_CLOUDFRONT },
    rule: 'EDGE-01',
    sees: '403 on http:// instead of a redirect',
    served: REDIRECTED,
  },
  {
    title: 'a browser that may still try http:// first, because nothing promises HTTPS',
    estate: fronted({}),
    edge: { hsts: { kind: 'fixed', maxAgeSeconds: 300, includeSubdomains: false, preload: false } },
    asks: [ORDERS],
    gets: { status: 200, headers: expect.not.objectContaining({ 'strict-transport-security': expect.anything() }) },
    rule: 'EDGE-13',
    sees: 'nothing; a browser that was here before may still try http:// first',
    served: { status: 200, headers: expect.objectContaining({ 'strict-transport-security': 'max-age=300' }) },
  },
  {
    title: 'a session that is always new, because no policy forwards cookies',
    estate: fronted({ OriginRequestPolicyId: HOST_ONLY }),
    asks: [ORDERS, { headers: { cookie: 'session=1' } }],
    gets: { status: 200, body: expect.not.stringContaining('session=1') },
    rule: 'EDGE-09',
    sees: 'a session that is always new',
    served: { status: 200, body: expect.stringContaining('session=1') },
  },
  {
    title: 'a redirect where the owner wants plain HTTP refused',
    estate: fronted({}),
    edge: { viewerProtocolPolicy: 'https-only' },
    asks: [PLAIN_ORDERS, { method: 'POST' }],
    gets: { status: 307 },
    rule: 'EDGE-01',
    sees: '301 or 307 on http:// instead of 403',
    served: { status: 403, headers: FROM_CLOUDFRONT },
  },
  {
    title: 'a TLS error, because the certificate of the distribution has expired',
    estate: { ...fronted({}), account: { certificates: CERTIFICATES } },
    startsAfterDays: 2,
    asks: [ORDERS],
    gets: { code: 'CERT_HAS_EXPIRED' },
    rule: 'EDGE-02',
    sees: 'TLS error, no status',
    served: SERVED,
  },
  {
    title: 'a TLS error, because the distribution does not carry the name',
    estate: { ...fronted({}, { config: NAMELESS }), records: [CNAME_TO_DISTRIBUTION] },
    asks: [ORDERS],
    gets: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    rule: 'EDGE-04',
    sees: 'TLS error, no status',
    served: SERVED,
  },
];
