import {
  ACMClient,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
  RequestCertificateCommand,
  type RequestCertificateCommandInput,
} from '@aws-sdk/client-acm';
import { publicRecords, recordKey } from '../../../simulator/core/dns-lookup.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();
const input: RequestCertificateCommandInput = { DomainName: 'www.example.com', ValidationMethod: 'DNS' };
const hour = 3600;

async function request(changes: Partial<RequestCertificateCommandInput> = {}) {
  const { CertificateArn } = await aws.client(ACMClient).send(new RequestCertificateCommand({ ...input, ...changes }));
  return CertificateArn;
}

async function describeIt(CertificateArn: string | undefined) {
  return (await aws.client(ACMClient).send(new DescribeCertificateCommand({ CertificateArn }))).Certificate;
}

async function publishRecords(CertificateArn: string | undefined) {
  const published = aws.simulator.world.state(publicRecords, '*');
  for (const { ResourceRecord } of (await describeIt(CertificateArn))?.DomainValidationOptions ?? []) {
    published.set(recordKey(ResourceRecord!.Name!, 'CNAME'), [ResourceRecord!.Value!.replace(/\.$/, '')]);
  }
}

describe('validation', () => {
  test.each([
    ['a missing domain name', { DomainName: undefined }, 'ValidationException'],
    ['a domain name of one label', { DomainName: 'localhost' }, 'ValidationException'],
    ['a domain name with an underscore', { DomainName: 'a_b.example.com' }, 'ValidationException'],
    ['a wildcard in the middle', { DomainName: 'a.*.example.com' }, 'ValidationException'],
    [
      'a first name of more than 64 characters',
      { DomainName: `${'a'.repeat(60)}.example.com` },
      'InvalidParameterException',
    ],
    ['a malformed alternative name', { SubjectAlternativeNames: ['-a.example.com'] }, 'ValidationException'],
    [
      'more names than the quota',
      { SubjectAlternativeNames: Array.from({ length: 10 }, (_, index) => `a${index}.example.com`) },
      'LimitExceededException',
    ],
    ['a key that only imports may have', { KeyAlgorithm: 'RSA_4096' as const }, 'InvalidParameterException'],
    ['a malformed idempotency token', { IdempotencyToken: 'a-b' }, 'ValidationException'],
    ['a reserved tag', { Tags: [{ Key: 'aws:owner' }] }, 'InvalidTagException'],
    [
      'too many tags',
      { Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}` })) },
      'TooManyTagsException',
    ],
  ])('refuses %s', async (_title, changes, name) => {
    const failure = await request(changes).catch((error) => error);

    expect(failure).toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
    const { CertificateSummaryList } = await aws.client(ACMClient).send(new ListCertificatesCommand());
    expect(CertificateSummaryList).toEqual([]);
  });
});

describe('behavior', () => {
  test('names the CNAME of each name some seconds after the request', async () => {
    const arn = await request({ SubjectAlternativeNames: ['*.www.example.com', 'api.example.net'] });
    const atOnce = await describeIt(arn);
    aws.simulator.clock.advance(5);

    const later = await describeIt(arn);

    const records = later?.DomainValidationOptions?.map(({ ResourceRecord }) => ResourceRecord) ?? [];
    expect(atOnce?.DomainValidationOptions?.map(({ ResourceRecord }) => ResourceRecord)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(records[0]).toEqual({
      Name: expect.stringMatching(/^_[0-9a-f]{32}\.www\.example\.com\.$/),
      Type: 'CNAME',
      Value: expect.stringMatching(/^_[0-9a-f]{32}\.[a-z]{10}\.acm-validations\.aws\.$/),
    });
    expect(records[1]).toEqual(records[0]);
    expect(records[2]?.Name).toMatch(/\.api\.example\.net\.$/);
  });

  test('issues the certificate once every CNAME is in public DNS', async () => {
    const arn = await request({ SubjectAlternativeNames: ['api.example.net'] });
    aws.simulator.clock.advance(300);
    const pending = await describeIt(arn);
    await publishRecords(arn);

    aws.simulator.clock.advance(120);

    const issued = await describeIt(arn);
    expect(pending?.Status).toBe('PENDING_VALIDATION');
    expect(issued).toMatchObject({
      Status: 'ISSUED',
      DomainValidationOptions: [{ ValidationStatus: 'SUCCESS' }, { ValidationStatus: 'SUCCESS' }],
      KeyAlgorithm: 'RSA-2048',
      NotAfter: new Date(issued!.IssuedAt!.getTime() + 395 * 24 * hour * 1000),
    });
  });

  test('stays pending while one of the CNAMEs is missing', async () => {
    const arn = await request();
    aws.simulator.clock.advance(10);
    await publishRecords(arn);
    const both = await request({ SubjectAlternativeNames: ['api.example.net'] });

    aws.simulator.clock.advance(hour);

    expect((await describeIt(both))?.Status).toBe('PENDING_VALIDATION');
    expect((await describeIt(both))?.DomainValidationOptions).toMatchObject([
      { ValidationStatus: 'SUCCESS' },
      { ValidationStatus: 'PENDING_VALIDATION' },
    ]);
  });

  test('times out after 72 hours', async () => {
    const arn = await request();

    aws.simulator.clock.advance(72 * hour - 60);
    const before = await describeIt(arn);
    aws.simulator.clock.advance(60);
    const after = await describeIt(arn);

    expect(before?.Status).toBe('PENDING_VALIDATION');
    expect(after).toMatchObject({
      Status: 'VALIDATION_TIMED_OUT',
      DomainValidationOptions: [{ ValidationStatus: 'FAILED' }],
    });
  });

  test('expires 395 days after it was issued', async () => {
    const arn = await request();
    aws.simulator.clock.advance(10);
    await publishRecords(arn);
    aws.simulator.clock.advance(60);

    aws.simulator.clock.advance(395 * 24 * hour);

    expect((await describeIt(arn))?.Status).toBe('EXPIRED');
  });

  test('returns the same certificate for the same token within an hour', async () => {
    const first = await request({ IdempotencyToken: 'once' });
    const again = await request({ IdempotencyToken: 'once' });
    aws.simulator.clock.advance(hour);
    const later = await request({ IdempotencyToken: 'once' });

    expect(again).toBe(first);
    expect(later).not.toBe(first);
  });

  test('tags the certificate', async () => {
    const CertificateArn = await request({ Tags: [{ Key: 'team', Value: 'edge' }, { Key: 'empty' }] });

    const { Tags } = await aws.client(ACMClient).send(new ListTagsForCertificateCommand({ CertificateArn }));

    expect(Tags).toEqual([
      { Key: 'team', Value: 'edge' },
      { Key: 'empty', Value: '' },
    ]);
  });
});
