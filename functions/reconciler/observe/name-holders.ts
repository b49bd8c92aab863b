import { ListDomainConflictsCommand } from '@aws-sdk/client-cloudfront';
import { readPages } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { pages } from '../aws/pages.ts';
import { type Certificate, unusableBecause } from '../model/certificate.ts';
import type { Distribution } from '../model/distribution.ts';
import { type DomainName, domainNameFromAws } from '../model/names.ts';
import { ABSENT, mapObserved, type Observed } from '../model/observed.ts';

/**
 * Who else holds `name` as an alternate domain name, in any account, as CloudFront words it: type, id and account, partly masked. CloudFront only
 * answers through a distribution of ours whose certificate covers the name; without one the answer is absent and the create finds out.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/alternate-domain-names-move-find-source.html
 */
export async function observeNameHolders(
  { cloudFront }: AwsClients,
  name: DomainName,
  known: {
    readonly distributions: readonly Distribution[];
    readonly certificates: readonly Certificate[];
    readonly now: string;
  },
): Promise<Observed<readonly string[]>> {
  const covering = known.certificates.filter(
    (certificate) => unusableBecause(certificate, name, known.now) === undefined,
  );
  const witness = known.distributions.find(({ settings: { viewerCertificate } }) =>
    covering.some((certificate) => viewerCertificate.source === 'acm' && viewerCertificate.arn === certificate.arn),
  );
  if (witness === undefined) return ABSENT;

  const conflicts = await readPages(
    'CloudFront.ListDomainConflicts',
    () =>
      pages(
        (Marker: string | undefined) =>
          cloudFront.send(
            new ListDomainConflictsCommand({
              Domain: name,
              DomainControlValidationResource: { DistributionId: witness.id },
              Marker,
            }),
          ),
        (page) => page.NextMarker || undefined,
      ),
    (page) => page.DomainConflicts ?? [],
  );
  return mapObserved(conflicts, (all) =>
    all
      // An overlapping wildcard of ours is allowed beside the name; only the very name conflicts.
      .filter((conflict) => domainNameFromAws(conflict.Domain ?? '') === name)
      .map((conflict) => `${conflict.ResourceType} ${conflict.ResourceId} of account ${conflict.AccountId}`)
      .sort(),
  );
}
