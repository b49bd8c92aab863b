/**
 * One account, read once. A look at one edge and a look at all of them run this same code: `names` only decides whether API Gateway is
 * asked for each domain or for its list. Every list page is read at most once; nothing is read per distribution.
 */
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { called } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import type { ApiDomain } from '../model/api-domain.ts';
import type { Certificate } from '../model/certificate.ts';
import type { Distribution } from '../model/distribution.ts';
import { InvariantError, UnreachableAccountError } from '../model/errors.ts';
import type { HeaderPolicies } from '../model/header-policies.ts';
import type { NotChecked } from '../model/look.ts';
import { type AccountId, type DomainName, parseAccountId, type Region } from '../model/names.ts';
import type { Observed } from '../model/observed.ts';
import { observeApiDomains } from './api-domains.ts';
import { observeCertificates } from './certificates.ts';
import { observeDistributions } from './distributions.ts';
import { observeHeaderPolicies } from './header-policies.ts';
import { observePublicZones, type PublicZone } from './hosted-zones.ts';

export interface Inventory {
  readonly apiDomains: ReadonlyMap<Region, Observed<readonly ApiDomain[]>>;
  readonly certificates: Observed<readonly Certificate[]>;
  readonly headerPolicies: Observed<HeaderPolicies>;
  readonly distributions: Observed<readonly Distribution[]>;
  readonly publicZones: Observed<readonly PublicZone[]>;
}

export async function observeInventory(
  clients: AwsClients,
  regions: readonly Region[],
  names: 'all' | readonly DomainName[],
): Promise<Inventory> {
  const [apiDomains, certificates, headerPolicies, distributions, publicZones] = await Promise.all([
    Promise.all(regions.map(async (region) => [region, await observeApiDomains(clients, region, names)] as const)),
    observeCertificates(clients),
    observeHeaderPolicies(clients),
    observeDistributions(clients),
    observePublicZones(clients),
  ]);
  return { apiDomains: new Map(apiDomains), certificates, headerPolicies, distributions, publicZones };
}

/** What of the account could not be read, a row each. */
export function unreadParts(inventory: Inventory): readonly NotChecked[] {
  const parts: readonly (readonly [string, Observed<unknown>])[] = [
    ...[...inventory.apiDomains].map(
      ([region, observed]) => [`API Gateway custom domains in ${region}`, observed] as const,
    ),
    ['certificates in us-east-1', inventory.certificates],
    ['CloudFront policies', inventory.headerPolicies],
    ['CloudFront distributions', inventory.distributions],
    ['hosted zones', inventory.publicZones],
  ];
  return parts.flatMap(([what, observed]) =>
    observed.kind === 'unreadable' ? [{ what, failure: observed.failure }] : [],
  );
}

/** Whose credentials these are. Throws UnreachableAccountError when AWS does not say. */
export async function observeAccountId({ sts }: AwsClients): Promise<AccountId> {
  const answer = await called('STS.GetCallerIdentity', () => sts.send(new GetCallerIdentityCommand({})));
  if (answer.kind === 'failed') throw new UnreachableAccountError(answer.failure);
  const accountId = parseAccountId(answer.value.Account ?? '');
  if (accountId === undefined) throw new InvariantError(`an account has 12 digits, got ${answer.value.Account}`);
  return accountId;
}
