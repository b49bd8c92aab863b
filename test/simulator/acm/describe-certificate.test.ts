import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { certificateUse } from '../../../simulator/acm/certificate-use.ts';
import { putCertificate } from '../../../simulator/acm/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();

const describeIt = (CertificateArn: string | undefined, region = 'us-east-1') =>
  aws.client(ACMClient, { region }).send(new DescribeCertificateCommand({ CertificateArn }));

describe('validation', () => {
  test.each([
    ['a missing ARN', undefined, 'ValidationException'],
    ['something that is no ARN', 'certificate/12345678', 'ValidationException'],
    [
      'a certificate that is not there',
      'arn:aws:acm:us-east-1:111111111111:certificate/absent',
      'ResourceNotFoundException',
    ],
  ])('refuses %s', async (_title, arn, name) => {
    const failure = await describeIt(arn).catch((error) => error);

    expect(failure).toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
  });

  test('refuses a certificate of another Region', async () => {
    const arn = putCertificate(aws.simulator.world, '111111111111', 'eu-west-1', { domainName: 'a.example.com' });

    const failure = await describeIt(arn).catch((error) => error);

    expect(failure.name).toBe('ResourceNotFoundException');
  });
});

describe('behavior', () => {
  test('shows an issued certificate with all its names and users', async () => {
    const arn = putCertificate(aws.simulator.world, '111111111111', 'us-east-1', {
      domainName: 'a.example.com',
      subjectAlternativeNames: ['*.b.example.com'],
    });
    aws.simulator.world.state(certificateUse, '111111111111').set(arn, new Set(['arn:distribution']));

    const { Certificate } = await describeIt(arn);

    expect(Certificate).toMatchObject({
      CertificateArn: arn,
      SubjectAlternativeNames: ['a.example.com', '*.b.example.com'],
      Status: 'ISSUED',
      IssuedAt: new Date('2026-01-01T00:00:00Z'),
      InUseBy: ['arn:distribution'],
      RenewalEligibility: 'ELIGIBLE',
    });
  });

  test('shows an imported certificate without validation', async () => {
    const arn = putCertificate(aws.simulator.world, '111111111111', 'us-east-1', {
      domainName: 'a.example.com',
      type: 'IMPORTED',
    });

    const { Certificate } = await describeIt(arn);

    expect(Certificate).toMatchObject({
      Type: 'IMPORTED',
      ImportedAt: expect.any(Date),
      RenewalEligibility: 'INELIGIBLE',
    });
    expect(Certificate?.DomainValidationOptions).toBeUndefined();
    expect(Certificate?.IssuedAt).toBeUndefined();
  });
});
