import {
  CloudFrontClient,
  CreateDistributionCommand,
  type DistributionConfig,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { certificateUse } from '../../../simulator/acm/certificate-use.ts';
import { type CertificateFields, putCertificate } from '../../../simulator/acm/state.ts';
import { alternateDomainNames, cloudFront } from '../../../simulator/cloudfront/state.ts';
import { publicRecords, recordKey } from '../../../simulator/core/dns-lookup.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { withAlternateDomainNames } from './distribution-config.ts';

const ACCOUNT = '111111111111';
const OTHER_ACCOUNT = '222222222222';
const aws = useSimulatedAws();

function create(config: DistributionConfig, account = ACCOUNT) {
  return aws.client(CloudFrontClient, { account }).send(new CreateDistributionCommand({ DistributionConfig: config }));
}

function certificate(fields: Partial<CertificateFields> = {}, account = ACCOUNT, region = 'us-east-1'): string {
  return putCertificate(aws.simulator.world, account, region, { domainName: 'api.example.com', ...fields });
}

describe('validation', () => {
  test('refuses an alternate domain name without a certificate', async () => {
    const creation = create(withAlternateDomainNames(['api.example.com']));

    await expect(creation).rejects.toMatchObject({
      name: 'InvalidViewerCertificate',
      message: expect.stringContaining('you must attach a trusted certificate'),
    });
  });

  test.each<[string, () => string]>([
    ['that does not exist', () => `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/none`],
    ['of another Region', () => certificate({}, ACCOUNT, 'eu-west-1')],
    ['of another account', () => certificate({}, OTHER_ACCOUNT)],
    ['that is not issued', () => certificate({ status: 'PENDING_VALIDATION' })],
    ['that has expired', () => certificate({ notAfter: new Date('2025-12-31T00:00:00Z') })],
    ['of a private authority', () => certificate({ type: 'PRIVATE' })],
    ['with a P-521 key', () => certificate({ keyAlgorithm: 'EC_secp521r1' })],
  ])('refuses a certificate %s', async (_, put) => {
    const creation = create(withAlternateDomainNames(['api.example.com'], put()));

    await expect(creation).rejects.toMatchObject({
      name: 'InvalidViewerCertificate',
      message: expect.stringContaining("doesn't exist, isn't in us-east-1 region"),
    });
  });

  test.each([
    ['a.b.example.com', '*.example.com'],
    ['example.com', '*.example.com'],
    ['*.example.com', 'api.example.com'],
  ])('refuses %s under a certificate for %s', async (name, domainName) => {
    const creation = create(withAlternateDomainNames([name], certificate({ domainName })));

    await expect(creation).rejects.toMatchObject({
      name: 'InvalidViewerCertificate',
      message: expect.stringContaining("doesn't cover the alternate domain name"),
    });
  });

  test.each([
    ['sni-only', 'SSLv3'],
    ['vip', 'TLSv1.2_2021'],
  ] as const)('refuses %s with %s', async (SSLSupportMethod, MinimumProtocolVersion) => {
    const config = withAlternateDomainNames(['api.example.com'], certificate());

    const creation = create({
      ...config,
      ViewerCertificate: { ...config.ViewerCertificate, SSLSupportMethod, MinimumProtocolVersion },
    });

    await expect(creation).rejects.toMatchObject({ name: 'InvalidMinimumProtocolVersion' });
  });

  test.each(['API.example.com', 'api.*.example.com', 'localhost', 'a b.example.com'])(
    'refuses the name %s',
    async (name) => {
      const creation = create(withAlternateDomainNames([name], certificate()));

      await expect(creation).rejects.toMatchObject({ name: 'InvalidArgument' });
    },
  );

  test('refuses more names than the quota', async () => {
    aws.simulator.world.state(cloudFront, ACCOUNT).quotas.alternateDomainNamesPerDistribution = 0;

    const creation = create(withAlternateDomainNames(['api.example.com'], certificate()));

    await expect(creation).rejects.toMatchObject({ name: 'TooManyDistributionCNAMEs' });
  });

  test('refuses a name that a distribution of another account holds', async () => {
    await create(withAlternateDomainNames(['api.example.com'], certificate({}, OTHER_ACCOUNT)), OTHER_ACCOUNT);

    const creation = create(withAlternateDomainNames(['api.example.com'], certificate()));

    await expect(creation).rejects.toMatchObject({ name: 'CNAMEAlreadyExists', $metadata: { httpStatusCode: 409 } });
  });

  test.each([
    ['a record', 'api.example.com|A'],
    ['a wildcard record', '*.example.com|CNAME'],
  ])('refuses a name that %s points to another distribution', async (_, key) => {
    aws.simulator.world.state(publicRecords, '*').set(key, ['dother.cloudfront.net']);

    const creation = create(withAlternateDomainNames(['api.example.com'], certificate()));

    await expect(creation).rejects.toMatchObject({
      name: 'CNAMEAlreadyExists',
      message: expect.stringContaining(
        'incorrectly configured DNS record that points to another CloudFront distribution',
      ),
    });
  });

  test('refuses a name whose DNS ends at another distribution after some steps', async () => {
    const records = aws.simulator.world.state(publicRecords, '*');
    records.set(recordKey('api.example.com', 'CNAME'), ['old.example.org']);
    records.set(recordKey('old.example.org', 'A'), ['dother.cloudfront.net']);

    const creation = create(withAlternateDomainNames(['api.example.com'], certificate()));

    await expect(creation).rejects.toMatchObject({ name: 'CNAMEAlreadyExists' });
  });
});

describe('behavior', () => {
  test.each([
    ['api.example.com', 'api.example.com'],
    ['api.example.com', '*.example.com'],
    ['*.example.com', '*.example.com'],
  ])('accepts %s under a certificate for %s', async (name, domainName) => {
    const arn = certificate({ domainName });

    const created = await create(withAlternateDomainNames([name], arn));

    expect(created.Distribution!.AliasICPRecordals).toEqual([{ CNAME: name, ICPRecordalStatus: 'APPROVED' }]);
    expect(created.Distribution!.DistributionConfig!.ViewerCertificate).toEqual({
      CloudFrontDefaultCertificate: false,
      ACMCertificateArn: arn,
      SSLSupportMethod: 'sni-only',
      MinimumProtocolVersion: 'TLSv1.2_2021',
      Certificate: arn,
      CertificateSource: 'acm',
    });
  });

  test('accepts a name whose DNS points to a regional API', async () => {
    const target = 'd-abc.execute-api.us-east-1.amazonaws.com';
    aws.simulator.world.state(publicRecords, '*').set('api.example.com|A', [target]);

    const created = await create(withAlternateDomainNames(['api.example.com'], certificate()));

    expect(created.Distribution!.Status).toBe('InProgress');
  });

  test('lets an exact record win over a wildcard record', async () => {
    const records = aws.simulator.world.state(publicRecords, '*');
    records.set('*.example.com|CNAME', ['dother.cloudfront.net']);
    records.set('api.example.com|A', ['d-abc.execute-api.us-east-1.amazonaws.com']);

    const created = await create(withAlternateDomainNames(['api.example.com'], certificate()));

    expect(created.Distribution!.Status).toBe('InProgress');
  });

  test('keeps a name whose DNS points to its own distribution', async () => {
    const created = await create(withAlternateDomainNames(['api.example.com'], certificate()));
    aws.simulator.world.state(publicRecords, '*').set('api.example.com|A', [created.Distribution!.DomainName!]);

    const updated = await aws.client(CloudFrontClient).send(
      new UpdateDistributionCommand({
        Id: created.Distribution!.Id,
        IfMatch: created.ETag,
        DistributionConfig: created.Distribution!.DistributionConfig,
      }),
    );

    expect(updated.Distribution!.DistributionConfig!.Aliases).toEqual({ Quantity: 1, Items: ['api.example.com'] });
  });

  test('notes who holds the name and who uses the certificate, and gives both up', async () => {
    const arn = certificate();
    const created = await create(withAlternateDomainNames(['api.example.com'], arn));
    const names = aws.simulator.world.state(alternateDomainNames, '*');
    const users = aws.simulator.world.state(certificateUse, ACCOUNT).get(arn);
    const held = [names.get('api.example.com'), [...users!]];

    await aws.client(CloudFrontClient).send(
      new UpdateDistributionCommand({
        Id: created.Distribution!.Id,
        IfMatch: created.ETag,
        DistributionConfig: {
          ...created.Distribution!.DistributionConfig!,
          Aliases: { Quantity: 0 },
          ViewerCertificate: { CloudFrontDefaultCertificate: true },
        },
      }),
    );

    expect(held).toEqual([created.Distribution!.DomainName, [created.Distribution!.ARN]]);
    expect([names.size, users!.size]).toEqual([0, 0]);
  });
});
