/** Guards against: side effects before a refusal, a refusal nobody can act on, AccessDenied taken for absence. */
import type { Estate } from '../../simulator/estates/estate.ts';
import { DOMAIN, distributionOf, estateOf, frontedEstate, seed } from '../support/estates.ts';
import { useReconciler, wanted } from '../support/reconciler.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';

const aws = useSimulatedAws();
const reconciler = useReconciler(aws);

const regional = { region: 'eu-west-1', names: [DOMAIN] };
const domain = { name: DOMAIN, region: 'eu-west-1', certificate: 'regional', mappings: [{ api: 'shop' }] };

const REFUSALS: readonly { title: string; estate: Estate; rule: string; says: readonly string[] }[] = [
  {
    title: 'a domain that is in no Region looked at',
    estate: estateOf({ account: { apiDomains: [] }, records: [] }),
    rule: 'EDGE-17',
    says: [DOMAIN, 'not found in eu-west-1, us-east-1', 'create it there'],
  },
  {
    title: 'a domain that requires mutual TLS',
    estate: estateOf({
      account: { apiDomains: [{ ...domain, mutualTls: { truststoreUri: 's3://trust/store.pem' } }] },
    }),
    rule: 'EDGE-17',
    says: ['requires mutual TLS', 'turn mutual TLS off'],
  },
  {
    title: 'a name that no us-east-1 certificate covers',
    estate: estateOf({
      account: {
        certificates: { regional, edge: { region: 'us-east-1', names: ['badapi.example.com', '*.api.example.com'] } },
      },
    }),
    rule: 'EDGE-02',
    says: [DOMAIN, 'none is usable', 'request or import one in us-east-1'],
  },
  {
    title: 'a certificate that has expired',
    estate: estateOf({
      account: {
        certificates: {
          regional,
          edge: { region: 'us-east-1', names: [DOMAIN], status: 'EXPIRED', expiresInDays: -3 },
        },
      },
    }),
    rule: 'EDGE-02',
    says: ['EXPIRED', 'certificate/'],
  },
  {
    title: 'a name in no public hosted zone of the account',
    estate: estateOf({
      account: { hostedZones: [{ name: 'example.com', vpc: { id: 'vpc-1', region: 'eu-west-1' } }] },
    }),
    rule: 'EDGE-14',
    says: ['public hosted zone', 'none found in this account'],
  },
  {
    title: 'a record that leads somewhere else',
    estate: estateOf({ records: [{ name: DOMAIN, type: 'A', values: ['203.0.113.10'] }] }),
    rule: 'EDGE-14',
    says: ['A 300 203.0.113.10', 'remove or repoint'],
  },
  {
    title: 'a weighted record',
    estate: estateOf({
      records: [{ name: DOMAIN, type: 'A', values: ['203.0.113.10'], setIdentifier: 'blue', weight: 10 }],
    }),
    rule: 'EDGE-14',
    says: ['A (blue) 300 203.0.113.10'],
  },
  {
    title: 'two public zones that fit equally well',
    estate: estateOf({ account: { hostedZones: [{ name: 'example.com' }, { name: 'example.com' }] } }),
    rule: 'EDGE-14',
    says: ['2 zones named example.com fit', 'HostedZoneId'],
  },
];

test.each(REFUSALS)('refuses $title before any side effect', async ({ estate, rule, says }) => {
  seed(aws, estate);
  reconciler.forget();

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule }] });
  for (const words of says) expect(look.plan.refusals[0]!.detail).toContain(words);
  expect(reconciler.writes()).toEqual([]);
});

test('refuses an alternate domain name that another account holds, and names it', async () => {
  const elsewhere = {
    certificates: { theirs: { region: 'us-east-1', names: [DOMAIN] } },
    distributions: {
      theirs: distributionOf({
        ViewerCertificate: {
          ACMCertificateArn: { certificate: 'theirs' },
          SSLSupportMethod: 'sni-only',
          MinimumProtocolVersion: 'TLSv1.2_2021',
        },
        Origins: { Quantity: 1, Items: [FOREIGN_ORIGIN] },
      }),
    },
  };
  seed(aws, estateOf({ otherAccounts: { '222222222222': elsewhere } }));

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'EDGE-04' }] });
  expect(JSON.stringify(look.outcome)).toContain(`alternate domain name ${DOMAIN}`);
});

const FOREIGN_ORIGIN = {
  Id: 'api',
  DomainName: 'origin.example.net',
  CustomOriginConfig: {
    HTTPPort: 80,
    HTTPSPort: 443,
    OriginProtocolPolicy: 'https-only',
    OriginSslProtocols: { Quantity: 1, Items: ['TLSv1.2'] },
  },
};

const READS = [
  { service: 'apigateway', operation: 'GetDomainNames' },
  { service: 'apigateway', operation: 'GetApiMappings' },
  { service: 'apigateway', operation: 'GetRoutes' },
  { service: 'acm', operation: 'ListCertificates' },
  { service: 'cloudfront', operation: 'ListDistributions' },
  { service: 'cloudfront', operation: 'ListOriginRequestPolicies' },
  { service: 'tagging', operation: 'GetResources' },
  { service: 'route53', operation: 'ListHostedZones' },
  { service: 'route53', operation: 'ListResourceRecordSets' },
] as const;

describe.each(READS)('when $service $operation is denied', (read) => {
  test('creates nothing and says that it was not checked', async () => {
    seed(aws, estateOf());
    aws.simulator.faults.add({ kind: 'access-denied', times: 'always', ...read });
    reconciler.forget();

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toMatchObject({
      kind: 'failed',
      failure: { kind: 'AccessDenied', operation: read.operation },
    });
    expect(look.plan.verdicts.map((verdict) => verdict.verdict)).toContain('not-checked');
    expect(reconciler.writes()).toEqual([]);
  });
});

const OWNERS = [
  {
    title: 'CloudFormation manages',
    tags: { 'aws:cloudformation:stack-name': 'their-stack' },
    says: 'CloudFormation stack their-stack',
  },
  { title: 'Terraform manages', tags: { ManagedBy: 'Terraform' }, says: 'Terraform' },
  { title: 'is held', tags: { 'secure-api-edge:held': 'proof failed' }, says: 'proof failed' },
] as const;

test.each(OWNERS)('reports and does not correct a distribution that $title', async ({ tags, says }) => {
  seed(aws, frontedEstate(distributionOf({ IsIPV6Enabled: true, Enabled: false })));
  const { resourceTags } = await import('../../simulator/core/resource-tags.ts');
  const store = aws.simulator.world.state(resourceTags, '111111111111');
  for (const [arn, known] of store)
    if (arn.includes(':distribution/')) store.set(arn, new Map([...known, ...Object.entries(tags)]));
  reconciler.forget();

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'ownership' }] });
  expect(look.plan.refusals[0]!.detail).toContain(says);
  expect(look.plan.verdicts.filter((verdict) => verdict.verdict === 'drift').map((verdict) => verdict.rule)).toContain(
    'EDGE-04',
  );
  expect(reconciler.writes()).toEqual([]);
});
