import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import type { StateKey, World } from '../core/world.ts';

export interface SecurityHubState {
  isEnabled: boolean;
  /** By their ids. */
  readonly findings: Map<string, AwsSecurityFinding>;
}

/** Security Hub of one account in one Region. */
export const securityHubState: StateKey<SecurityHubState> = {
  name: 'securityhub',
  create: () => ({ isEnabled: false, findings: new Map() }),
};

export interface HubPlace {
  readonly account: string;
  readonly region: string;
}

export function enableSecurityHub(world: World, { account, region }: HubPlace): void {
  world.state(securityHubState, account, region).isEnabled = true;
}

/** What was imported, as it was last updated, in the order of the first import. */
export function findingsIn(world: World, { account, region }: HubPlace): readonly AwsSecurityFinding[] {
  return [...world.state(securityHubState, account, region).findings.values()];
}
