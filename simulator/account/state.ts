import type { RegionOptStatus } from '@aws-sdk/client-account';
import type { StateKey, World } from '../core/world.ts';

/** Regions that every account has. */
const enabledByDefault = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
] as const;

/** Regions that an account has to opt in to. */
const optIn = [
  'af-south-1',
  'ap-east-1',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'me-south-1',
] as const;

/** An account's Regions by name. */
export const regionStatuses: StateKey<Map<string, RegionOptStatus>> = {
  name: 'account-regions',
  create: () =>
    new Map<string, RegionOptStatus>([
      ...enabledByDefault.map((name) => [name, 'ENABLED_BY_DEFAULT'] as const),
      ...optIn.map((name) => [name, 'DISABLED'] as const),
    ]),
};

/** Accounts that may name a member account in `AccountId`, kept under account `*`. */
export const managementAccounts: StateKey<Set<string>> = { name: 'management-accounts', create: () => new Set() };

export function setRegionStatus(world: World, account: string, region: string, status: RegionOptStatus): void {
  world.state(regionStatuses, account).set(region, status);
}

export function declareManagementAccount(world: World, account: string): void {
  world.state(managementAccounts, '*').add(account);
}

/** Small, so that paging is always exercised; AWS returns all Regions at once when nothing is asked. */
export const defaultPageSize = 5;
export const maxPageSize = 50;
