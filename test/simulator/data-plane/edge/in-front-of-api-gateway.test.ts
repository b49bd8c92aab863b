import type { DistributionEstate } from '../../../../simulator/estates/estate.ts';
import { useServedAws } from '../../../support/data-plane.ts';
import { ALL_VIEWER, CACHING_DISABLED } from '../../cloudfront/distribution-config.ts';

const REGION = 'eu-west-1';
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
const labels = ['regional', 'hostless', 'default', 'default-host', 'by-name', 'loop', 'plain', 'direct'];

interface Front {
  readonly label: string;
  /** Where it leads. */
  readonly origin: string | object;
  readonly originRequestPolicy?: string;
  readonly protocol?: 'http-only' | 'https-only';
}

const front = ({ label, origin, originRequestPolicy, protocol = 'https-only' }: Front): DistributionEstate => ({
  config: {
    Comment: '',
    Enabled: true,
    Aliases: { Quantity: 1, Items: [`${label}.example.com`] },
    Origins: {
      Quantity: 1,
      Items: [
        {
          Id: 'api',
          DomainName: origin,
          CustomOriginConfig: {
            HTTPPort: 80,
            HTTPSPort: 443,
            OriginProtocolPolicy: protocol,
            OriginSslProtocols: { Quantity: 1, Items: ['TLSv1.2'] },
          },
        },
      ],
    },
    DefaultCacheBehavior: {
      TargetOriginId: 'api',
      ViewerProtocolPolicy: 'redirect-to-https',
      CachePolicyId: CACHING_DISABLED,
      ...(originRequestPolicy && { OriginRequestPolicyId: originRequestPolicy }),
    },
    ViewerCertificate: {
      ACMCertificateArn: { certificate: 'edge' },
      SSLSupportMethod: 'sni-only',
      MinimumProtocolVersion: 'TLSv1.2_2021',
    },
  },
});

const domainOf = (label: string) => ({ apiDomain: `${label}.example.com` });

const aws = useServedAws({
  certificates: {
    edge: { region: 'us-east-1', names: ['*.example.com'] },
    api: { region: REGION, names: ['*.example.com'] },
  },
  apis: {
    shop: { region: REGION, protocol: 'HTTP', routes: [{ key: '$default' }] },
  },
  apiDomains: ['regional', 'hostless', 'direct', 'plain'].map((label) => ({
    name: `${label}.example.com`,
    region: REGION,
    certificate: 'api',
    mappings: [{ api: 'shop' }],
  })),
  distributions: {
    regional: front({ label: 'regional', origin: domainOf('regional'), originRequestPolicy: ALL_VIEWER }),
    hostless: front({ label: 'hostless', origin: domainOf('hostless') }),
    default: front({ label: 'default', origin: { api: 'shop' }, originRequestPolicy: ALL_VIEWER_EXCEPT_HOST }),
    'default-host': front({ label: 'default-host', origin: { api: 'shop' }, originRequestPolicy: ALL_VIEWER }),
    'by-name': front({ label: 'by-name', origin: 'direct.example.com' }),
    loop: front({ label: 'loop', origin: 'loop.example.com' }),
    plain: front({ label: 'plain', origin: domainOf('plain'), protocol: 'http-only', originRequestPolicy: ALL_VIEWER }),
  },
  hostedZones: [
    {
      name: 'example.com',
      records: labels.map((label) => ({
        name: `${label}.example.com`,
        type: 'A',
        alias: label === 'direct' ? domainOf('direct') : { distribution: label },
      })),
    },
  ],
});

beforeEach(() => aws.simulator.clock.advance(300));

test.each([
  ['regional', 'the regional domain name, with the Host of the viewer', 200],
  ['hostless', 'the regional domain name, without it', 403],
  ['default', 'the default endpoint, without the Host of the viewer', 200],
  ['default-host', 'the default endpoint, with it', 403],
  ['by-name', 'a custom domain name whose DNS leads to API Gateway', 200],
  ['loop', 'its own name, and so to itself', 403],
  ['plain', 'port 80 of API Gateway, where nothing listens', 502],
])('%s: an origin that is %s answers %i', async (label, _, status) => {
  expect((await aws.internet.request(`https://${label}.example.com/items`)).status).toBe(status);
});

test('an API behind CloudFront redirects plain HTTP, where by itself it refuses the connection', async () => {
  await expect(aws.internet.request('http://direct.example.com/items')).rejects.toMatchObject({ code: 'ECONNREFUSED' });

  const { status, headers } = await aws.internet.request('http://regional.example.com/items?page=1');

  expect([status, headers.location]).toEqual([301, 'https://regional.example.com/items?page=1']);
});

test('the API sees the Host and the Authorization of the viewer', async () => {
  const { body } = await aws.internet.request('https://regional.example.com/items', {
    headers: { authorization: 'Bearer token' },
  });

  const { host, headers } = JSON.parse(body) as { host: string; headers: [string, string][] };
  expect(host).toBe('regional.example.com');
  expect(headers).toContainEqual(['authorization', 'Bearer token']);
});

test('the edge and the API both tell what has reached them', async () => {
  await aws.internet.request('http://regional.example.com/items');
  await aws.internet.request('https://regional.example.com/items');

  expect(aws.plane.edge.requests().map(({ protocol, status }) => [protocol, status])).toEqual([
    ['http', 301],
    ['https', 200],
  ]);
  expect(aws.plane.requests()).toHaveLength(1);
});
