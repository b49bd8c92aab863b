/** Guards against: side effects of a request that cannot succeed, problems told one at a time, AccessDenied taken for absence. */
import type { Estate } from '../../../simulator/estates/estate.ts';
import { resourceOf } from '../../support/cloudformation-events.ts';
import { DOMAIN, distributionOf, estateOf, seed } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { useCloudFormation } from '../../support/simulated-cloudformation.ts';

const aws = useSimulatedAws();
const cloudFormation = useCloudFormation(aws);
const seen = lookAtAws(aws);

describe('wrong properties', () => {
  test('are told all at once, by their paths, without asking AWS anything', async () => {
    seed(aws, estateOf());
    const asked = aws.simulator.requests().length;

    const { answer } = await cloudFormation.send(
      resourceOf().create({
        DomainName: 'not a name',
        AllowedHeader: 'X-Tenant',
        AllowedHeaders: ['Host'],
        CertificateArn: 'arn:aws:acm:eu-west-1:111111111111:certificate/1',
        Hsts: { MaxAgeSeconds: 'often', Preload: 'maybe' },
        MinimumProtocolVersion: 'SSLv3',
        OnDelete: 'destroy',
        Tags: [{ Key: 'aws:team', Value: 'payments' }],
      }),
    );

    expect(answer.Status).toBe('FAILED');
    const [first, ...lines] = answer.Reason!.split('\n');
    expect(first).toBe('the properties are wrong and nothing was changed');
    expect(lines.map((line) => line.split(': ')[0])).toEqual([
      'ResourceProperties.AllowedHeader',
      'ResourceProperties.AllowedHeaders[0]',
      'ResourceProperties.CertificateArn',
      'ResourceProperties.DomainName',
      'ResourceProperties.Hsts.MaxAgeSeconds',
      'ResourceProperties.Hsts.Preload',
      'ResourceProperties.MinimumProtocolVersion',
      'ResourceProperties.OnDelete',
      'ResourceProperties.Tags[0]',
      'log group /aws/lambda/secure-api-edge-custom-resource, request request-1',
    ]);
    expect(answer.Reason).toContain('did you mean AllowedHeaders?');
    expect(aws.simulator.requests()).toHaveLength(asked);
  });

  test('fail the function’s own settings by the name of the variable', async () => {
    seed(aws, estateOf());

    const { answer, writes } = await cloudFormation.send(resourceOf().create(), {
      environment: { DRAIN_SECONDS: 'a while' },
    });

    expect(answer.Status).toBe('FAILED');
    expect(answer.Reason).toContain('environment.DRAIN_SECONDS: is not a number of seconds, got "a while"');
    expect(writes).toEqual([]);
  });
});

const regional = { region: 'eu-west-1', names: [DOMAIN] };
const REFUSALS: readonly { title: string; estate: Estate; says: readonly string[] }[] = [
  {
    title: 'a name without a certificate in us-east-1',
    estate: estateOf({ account: { certificates: { regional } } }),
    says: ['refused by EDGE-02', `certificate in us-east-1 for ${DOMAIN}: none is usable`, 'request or import one'],
  },
  {
    title: 'a record that leads somewhere else',
    estate: estateOf({ records: [{ name: DOMAIN, type: 'A', values: ['203.0.113.10'] }] }),
    says: ['refused by EDGE-14', 'got A 300 203.0.113.10', 'remove or repoint them'],
  },
  {
    title: 'an EDGE domain',
    estate: estateOf({
      account: {
        apiDomains: [{ name: DOMAIN, region: 'eu-west-1', endpointTypes: ['EDGE'], edgeCertificate: 'edge' }],
      },
      records: [],
    }),
    says: ['refused by EDGE-17', 'has an EDGE endpoint', 'migrate it to REGIONAL'],
  },
  {
    title: 'a domain that API Gateway does not have',
    estate: estateOf({ account: { apiDomains: [] }, records: [] }),
    says: ['refused by EDGE-17', 'not found in eu-west-1, us-east-1', 'ApiRegion in a template'],
  },
];

test.each(REFUSALS)('refuses $title in one sentence, before any write', async ({ estate, says }) => {
  seed(aws, estate);

  const { answer, writes } = await cloudFormation.send(resourceOf().create());

  expect(answer.Status).toBe('FAILED');
  for (const words of says) expect(answer.Reason).toContain(words);
  expect(writes).toEqual([]);
});

test('refuses a name that another account holds, and makes no distribution', async () => {
  seed(aws, estateOf({ otherAccounts: { '222222222222': HOLDER } }));

  const { answer } = await cloudFormation.send(resourceOf().create());

  expect(answer.Status).toBe('FAILED');
  expect(answer.Reason).toMatch(/^refused by EDGE-04: alternate domain name api\.example\.com: is held by another/);
  expect(await seen.distributions()).toEqual([]);
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
const HOLDER = {
  certificates: { edge: { region: 'us-east-1', names: [DOMAIN] } },
  distributions: { theirs: distributionOf({ Origins: { Quantity: 1, Items: [FOREIGN_ORIGIN] } }) },
};

const READS = ['GetDomainNames', 'ListCertificates', 'ListDistributions', 'GetResources', 'ListResourceRecordSets'];

test.each(READS)('fails by its name when %s is denied, and creates nothing', async (operation) => {
  seed(aws, estateOf());
  aws.simulator.faults.add({ kind: 'access-denied', operation, times: 'always' });

  const { answer, writes } = await cloudFormation.send(resourceOf().create());

  expect(answer.Status).toBe('FAILED');
  expect(answer.Reason).toMatch(new RegExp(`^\\w+ ${operation}: AccessDenied`));
  expect(answer.Reason).toContain("allow this action in the function's role");
  expect(writes).toEqual([]);
});

test('fails when AWS itself does, and tells that a retry may help', async () => {
  seed(aws, estateOf());
  aws.simulator.faults.add({ kind: 'error', operation: 'ListDistributions', times: 'always' });

  const { answer, writes } = await cloudFormation.send(resourceOf().create());

  expect(answer.Status).toBe('FAILED');
  expect(answer.Reason).toContain('AWS had trouble of its own; retry later');
  expect(writes).toEqual([]);
});

test('gets over a fault that passes', async () => {
  seed(aws, estateOf());
  aws.simulator.faults.add([
    { kind: 'error', operation: 'ListDistributions', times: 2 },
    { kind: 'throttle', operation: 'CreateDistributionWithTags' },
    { kind: 'timeout-after-effect', operation: 'CreateDistributionWithTags', nth: 2 },
  ]);

  const { answer } = await cloudFormation.send(resourceOf().create());

  expect(answer.Status).toBe('SUCCESS');
  expect(await seen.distributions()).toHaveLength(1);
});
