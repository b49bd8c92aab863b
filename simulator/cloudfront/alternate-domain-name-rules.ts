import type { OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { distributionThatDnsNames } from './distribution-that-dns-names.ts';
import { invalidArgument } from './invalid-argument.ts';
import { alternateDomainNames, cloudFrontOf, type StoredDistribution } from './state.ts';

const LABEL = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';
const NAME = new RegExp(`^(?=.{1,253}$)(\\*\\.)?(${LABEL}\\.)+${LABEL}$`);

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements */
export function requireAlternateDomainNames(names: readonly string[], context: OperationContext): void {
  if (names.length > cloudFrontOf(context).quotas.alternateDomainNamesPerDistribution) {
    throw new ServiceError(
      'TooManyDistributionCNAMEs',
      400,
      'Your request contains more CNAMEs than are allowed per distribution.',
    );
  }
  if (!names.every(isAlternateDomainName)) {
    throw invalidArgument('The parameter CNAME contains one or more parameters that are not valid.');
  }
  if (new Set(names).size < names.length) throw invalidArgument('The parameter CNAME contains duplicates.');
}

/** Well-formed: lower case, a wildcard as the whole first label only, and none of CloudFront's own. */
export function isAlternateDomainName(name: string): boolean {
  return NAME.test(name) && !name.endsWith('.cloudfront.net');
}

/** Refuses names that another distribution holds, in whatever account, and added names whose DNS points to another one. */
export function requireFreeAlternateDomainNames(
  names: readonly string[],
  context: OperationContext,
  self?: StoredDistribution,
): void {
  const holders = context.world.state(alternateDomainNames, '*');
  const isTaken = (name: string) => holders.has(name) && holders.get(name) !== self?.domainName;
  if (names.some(isTaken)) {
    throw alreadyExists('One or more of the CNAMEs you provided are already associated with a different resource.');
  }
  for (const name of names.filter((each) => !holders.has(each))) requireHarmlessDns(name, context, self);
}

function requireHarmlessDns(name: string, context: OperationContext, self: StoredDistribution | undefined): void {
  const target = distributionThatDnsNames(name, context.world);
  if (target === undefined || target === self?.domainName) return;
  throw alreadyExists(
    'One or more aliases specified for the distribution includes an incorrectly configured DNS record that points to another CloudFront distribution. You must update the DNS record to correct the problem. For more information, see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-restrictions',
  );
}

function alreadyExists(message: string): ServiceError {
  return new ServiceError('CNAMEAlreadyExists', 409, message);
}
