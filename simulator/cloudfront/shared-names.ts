import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import { certificateUse } from '../acm/certificate-use.ts';
import type { OperationContext } from '../core/operation.ts';
import { alternateDomainNames, type StoredDistribution } from './state.ts';

/** Notes, for everybody else, the alternate domain names and the certificate that the distribution now holds. */
export function holdSharedNames(distribution: StoredDistribution, context: OperationContext): void {
  const { config } = distribution;
  const holders = context.world.state(alternateDomainNames, '*');
  for (const name of config.Aliases?.Items ?? []) holders.set(name, distribution.domainName);
  const arn = certificateOf(config);
  if (arn === undefined) return;
  const use = context.world.state(certificateUse, context.account);
  use.set(arn, (use.get(arn) ?? new Set()).add(distribution.arn));
}

/** Gives up what the distribution held until now. */
export function releaseSharedNames(distribution: StoredDistribution, context: OperationContext): void {
  const { config } = distribution;
  const holders = context.world.state(alternateDomainNames, '*');
  for (const name of config.Aliases?.Items ?? []) holders.delete(name);
  const users = context.world.state(certificateUse, context.account).get(certificateOf(config) ?? '');
  users?.delete(distribution.arn);
}

function certificateOf(config: DistributionConfig): string | undefined {
  return config.ViewerCertificate?.ACMCertificateArn;
}
