import type { OperationContext } from '../core/operation.ts';
import type { World } from '../core/world.ts';
import { isAlternateDomainName } from './alternate-domain-name-rules.ts';
import { certificateCovers } from './certificate-covers.ts';
import { invalidArgument } from './invalid-argument.ts';
import { alternateDomainNames, cloudFront, type StoredDistribution } from './state.ts';
import { findUsableCertificate } from './viewer-certificate.ts';

/** A name that another distribution holds. Half of each id is hidden, so that only its owner recognizes it. */
export interface AlternateDomainNameConflict {
  /** The alternate domain name: lists are in its order, and it marks where a page ended. */
  readonly id: string;
  readonly distributionId: string;
  readonly account: string;
}

interface Holder {
  readonly id: string;
  readonly account: string;
}

/** API Gateway's own account in us-east-1, which owns the distributions behind EDGE custom domain names. */
const API_GATEWAY_ACCOUNT = '392220576650';

/**
 * Who else holds the name, a wildcard over it or, of a wildcard, a name under it, in whatever account. Refused unless
 * `distribution` proves control of the name by a certificate.
 */
export function conflictsWith(
  name: string | undefined,
  distribution: StoredDistribution,
  context: OperationContext,
): AlternateDomainNameConflict[] {
  if (name === undefined || !isAlternateDomainName(name)) throw invalidArgument('The domain name is not valid.');
  requireControl(name, distribution, context);
  const owners = ownersOf(context.world);
  return [...context.world.state(alternateDomainNames, '*')]
    .filter(([held, host]) => host !== distribution.domainName && overlaps(held, name))
    .map(([held, host]) => toConflict(held, owners.get(host) ?? apiGatewayHolder(host)));
}

function requireControl(name: string, { config }: StoredDistribution, context: OperationContext): void {
  const certificate = findUsableCertificate(config.ViewerCertificate?.ACMCertificateArn, context);
  if (certificate && certificateCovers(certificate.subjectAlternativeNames, name)) return;
  throw invalidArgument(`The distribution must have a valid certificate attached that covers the domain name ${name}.`);
}

function ownersOf(world: World): Map<string, Holder> {
  const distributions = world
    .states(cloudFront)
    .flatMap(({ account, state }) =>
      [...state.distributions.values()].map(({ id, domainName }) => ({ id, domainName, account })),
    );
  return new Map(distributions.map(({ domainName, ...holder }) => [domainName, holder]));
}

/** Nobody but API Gateway sees the id of such a distribution; this one is made of its host, to be the same each time. */
function apiGatewayHolder(host: string): Holder {
  const [label = ''] = host.split('.');
  return { id: label.toUpperCase().replace(/^D/, 'E'), account: API_GATEWAY_ACCOUNT };
}

function toConflict(name: string, { id, account }: Holder): AlternateDomainNameConflict {
  return { id: name, distributionId: halfHidden(id), account: halfHidden(account) };
}

function halfHidden(id: string): string {
  const hidden = Math.ceil(id.length / 2);
  return '*'.repeat(hidden) + id.slice(hidden);
}

function overlaps(one: string, other: string): boolean {
  return one === other || isUnder(one, other) || isUnder(other, one);
}

/** Unlike that of a certificate, a distribution's wildcard stands for any number of labels. */
function isUnder(name: string, wildcard: string): boolean {
  return wildcard.startsWith('*.') && name.endsWith(wildcard.slice(1));
}
