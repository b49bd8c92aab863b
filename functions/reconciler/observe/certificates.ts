import {
  type ACMClient,
  type CertificateSummary,
  DescribeCertificateCommand,
  KeyAlgorithm,
  ListCertificatesCommand,
} from '@aws-sdk/client-acm';
import { read, readPages } from '../aws/call.ts';
import { pages } from '../aws/pages.ts';
import type { Certificate } from '../model/certificate.ts';
import { domainNameFromAws } from '../model/names.ts';
import { type Observed, present } from '../model/observed.ts';

/**
 * Every certificate of the account in the client's Region, usable or not: "expired last week" is a better answer than "none found".
 * ListCertificates hides most key types unless each is named: https://docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html
 */
export async function observeCertificates(acm: ACMClient): Promise<Observed<readonly Certificate[]>> {
  const summaries = await readPages(
    'ACM.ListCertificates',
    () =>
      pages(
        (NextToken: string | undefined) =>
          acm.send(
            new ListCertificatesCommand({
              Includes: { keyTypes: Object.values(KeyAlgorithm) },
              MaxItems: 1000,
              NextToken,
            }),
          ),
        (page) => page.NextToken,
      ),
    (page) => page.CertificateSummaryList ?? [],
  );
  if (summaries.kind !== 'present') return summaries;

  const certificates: Certificate[] = [];
  for (const summary of summaries.value) {
    const names = await allNames(acm, summary);
    if (names.kind === 'unreadable') return names;
    if (names.kind === 'present') certificates.push(fromSummary(summary, names.value));
  }
  return present(certificates);
}

/** A summary holds a hundred names; only a certificate with more is described. */
async function allNames(acm: ACMClient, summary: CertificateSummary): Promise<Observed<readonly string[]>> {
  const listed = summary.SubjectAlternativeNameSummaries ?? [];
  if (summary.HasAdditionalSubjectAlternativeNames !== true)
    return present(listed.length > 0 ? listed : [summary.DomainName ?? '']);
  const described = await read('ACM.DescribeCertificate', () =>
    acm.send(new DescribeCertificateCommand({ CertificateArn: summary.CertificateArn })),
  );
  return described.kind === 'present'
    ? present(described.value.Certificate?.SubjectAlternativeNames ?? listed)
    : described;
}

function fromSummary(summary: CertificateSummary, names: readonly string[]): Certificate {
  return {
    arn: summary.CertificateArn ?? '',
    names: names.map(domainNameFromAws),
    status: summary.Status ?? '',
    notAfter: summary.NotAfter?.toISOString(),
    // The summary spells RSA-2048 where every other place says RSA_2048.
    keyAlgorithm: (summary.KeyAlgorithm ?? '').replace('-', '_'),
    type: summary.Type ?? '',
  };
}
