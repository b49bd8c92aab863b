/**
 * Hosted zones may live in other accounts than the edge, each of which lets itself be asked through a role. A zone is read and written through the
 * client of the account that it is in.
 */
import type { Route53Client } from '@aws-sdk/client-route-53';
import { InvariantError } from '../model/errors.ts';
import type { AccountId } from '../model/names.ts';

export interface ZoneOwner {
  readonly account: AccountId;
  readonly route53: Route53Client;
}

export interface Route53Clients {
  /** Of the edge's own account. */
  readonly route53: Route53Client;
  readonly zoneOwners: readonly ZoneOwner[];
}

/** The client for zones of `account`, or of the edge's own where none is named; undefined for an account that this look was not given. */
export function findRoute53(
  { route53, zoneOwners }: Route53Clients,
  account: AccountId | undefined,
): Route53Client | undefined {
  return account === undefined ? route53 : zoneOwners.find((owner) => owner.account === account)?.route53;
}

/** The client for a zone that was found by these clients. */
export function route53Of(clients: Route53Clients, account: AccountId | undefined): Route53Client {
  const client = findRoute53(clients, account);
  if (client === undefined) throw new InvariantError(`a zone of account ${account} was found without a client for it`);
  return client;
}
