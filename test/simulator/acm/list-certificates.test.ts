import {
  ACMClient,
  ListCertificatesCommand,
  type ListCertificatesCommandInput,
  paginateListCertificates,
} from '@aws-sdk/client-acm';
import { certificateUse } from '../../../simulator/acm/certificate-use.ts';
import { type CertificateFields, putCertificate } from '../../../simulator/acm/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();

function put(fields: Partial<CertificateFields> = {}, region = 'us-east-1', account = '111111111111'): string {
  return putCertificate(aws.simulator.world, account, region, { domainName: 'a.example.com', ...fields });
}

async function list(input: ListCertificatesCommandInput = {}) {
  const { CertificateSummaryList = [] } = await aws
    .client(ACMClient)
    .send(new ListCertificatesCommand({ MaxItems: 1000, ...input }));
  return CertificateSummaryList;
}

describe('validation', () => {
  test.each([
    ['a page of 0', { MaxItems: 0 }, 'ValidationException'],
    ['a page of more than 1000', { MaxItems: 1001 }, 'ValidationException'],
    ['an unknown status', { CertificateStatuses: ['READY' as never] }, 'ValidationException'],
    ['an unknown key type', { Includes: { keyTypes: ['RSA-2048' as never] } }, 'ValidationException'],
    ['sorting without an order', { SortBy: 'CREATED_AT' as const }, 'ValidationException'],
    ['a token that it did not give', { NextToken: 'made-up' }, 'InvalidArgsException'],
  ])('refuses %s', async (_title, input, name) => {
    const failure = await list(input).catch((error) => error);

    expect(failure).toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
  });
});

describe('behavior', () => {
  test('pages through the certificates of the account and Region', async () => {
    const arns = Array.from({ length: 7 }, () => put());
    put({}, 'eu-west-1');
    put({}, 'us-east-1', '222222222222');
    const pages: (string | undefined)[][] = [];

    for await (const { CertificateSummaryList = [] } of paginateListCertificates(
      { client: aws.client(ACMClient) },
      {},
    )) {
      pages.push(CertificateSummaryList.map(({ CertificateArn }) => CertificateArn));
    }

    expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
    expect(new Set(pages.flat())).toEqual(new Set(arns));
  });

  test('hides all keys but RSA 1024 and 2048 unless they are asked for', async () => {
    put({ keyAlgorithm: 'RSA_1024' });
    put({ keyAlgorithm: 'RSA_2048' });
    put({ keyAlgorithm: 'RSA_4096' });
    put({ keyAlgorithm: 'EC_prime256v1' });

    const byDefault = await list();
    const asked = await list({ Includes: { keyTypes: ['RSA_4096', 'EC_prime256v1'] } });

    expect(byDefault.map(({ KeyAlgorithm }) => KeyAlgorithm).sort()).toEqual(['RSA-1024', 'RSA-2048']);
    expect(asked.map(({ KeyAlgorithm }) => KeyAlgorithm).sort()).toEqual(['EC-prime256v1', 'RSA-4096']);
  });

  test('filters by status, with expiry as of now', async () => {
    const expired = put({ notAfter: new Date('2026-01-02T00:00:00Z') });
    const issued = put();
    put({ status: 'PENDING_VALIDATION' });
    aws.simulator.clock.advance(2 * 86_400);

    const [first] = await list({ CertificateStatuses: ['EXPIRED'] });
    const valid = await list({ CertificateStatuses: ['ISSUED'] });

    expect(first).toMatchObject({ CertificateArn: expired, Status: 'EXPIRED' });
    expect(valid.map(({ CertificateArn }) => CertificateArn)).toEqual([issued]);
  });

  test('sorts by creation', async () => {
    const older = put({ issuedAt: new Date('2025-01-01T00:00:00Z'), notAfter: new Date('2027-01-01T00:00:00Z') });
    const newer = put();

    const sorted = await list({ SortBy: 'CREATED_AT', SortOrder: 'DESCENDING' });

    expect(sorted.map(({ CertificateArn }) => CertificateArn)).toEqual([newer, older]);
  });

  test('shows the first 100 names and says that there are more', async () => {
    put({ subjectAlternativeNames: Array.from({ length: 100 }, (_, index) => `n${index}.example.com`) });

    const [summary] = await list();

    expect(summary?.SubjectAlternativeNameSummaries).toHaveLength(100);
    expect(summary?.HasAdditionalSubjectAlternativeNames).toBe(true);
  });

  test('says whether a certificate is in use', async () => {
    const used = put();
    aws.simulator.world.state(certificateUse, '111111111111').set(used, new Set(['arn:distribution']));

    const [summary] = await list();

    expect(summary).toMatchObject({ InUse: true, HasAdditionalSubjectAlternativeNames: false, Type: 'AMAZON_ISSUED' });
  });
});
