import { DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { GetDistributionCommand } from '@aws-sdk/client-cloudfront';
import { GetChangeCommand } from '@aws-sdk/client-route-53';
import { called } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { findRoute53 } from '../aws/zone-owners.ts';
import type { Watch } from '../model/plan.ts';

/**
 * One request: whether AWS is still at it. An answer that cannot be had counts as progress, so that a full look finds out what is the matter.
 */
export async function isStillWorking(clients: AwsClients, watch: Watch): Promise<boolean> {
  if (watch.kind === 'deployment') {
    const answer = await called('CloudFront.GetDistribution', () =>
      clients.cloudFront.send(new GetDistributionCommand({ Id: watch.distributionId })),
    );
    return answer.kind === 'answered' && answer.value.Distribution?.Status === 'InProgress';
  }
  if (watch.kind === 'validation') {
    const answer = await called('ACM.DescribeCertificate', () =>
      clients.certificates.send(new DescribeCertificateCommand({ CertificateArn: watch.certificateArn })),
    );
    return answer.kind === 'answered' && answer.value.Certificate?.Status === 'PENDING_VALIDATION';
  }
  const route53 = findRoute53(clients, watch.zoneAccount);
  if (route53 === undefined) return false;
  const answer = await called('Route53.GetChange', () => route53.send(new GetChangeCommand({ Id: watch.changeId })));
  return answer.kind === 'answered' && answer.value.ChangeInfo?.Status === 'PENDING';
}
