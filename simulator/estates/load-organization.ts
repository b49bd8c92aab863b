import { createClock } from '../core/clock.ts';
import type { Fault } from '../core/faults.ts';
import { declareOrganization } from '../organizations/state.ts';
import { roles } from '../sts/state.ts';
import { createEstateNames, type EstateNames } from './estate-names.ts';
import type { GeneratedOrganization } from './generate-organization.ts';
import { type EstateTarget, loadEstate, SETTLE_SECONDS } from './load-estate.ts';

/** The part of a running simulator that an organization is loaded into. */
export interface OrganizationTarget extends Pick<EstateTarget, 'clock' | 'world'> {
  readonly faults: { add(faults: readonly Fault[]): void };
}

/**
 * Puts the organization in place. What an account holds is built when somebody first looks into it, as if it had always been there; the zones of a network
 * account refer to every member, so a look into it builds all.
 */
export function loadOrganization(target: OrganizationTarget, organization: GeneratedOrganization): void {
  const { world } = target;
  const { members, networkAccount } = organization;
  declareOrganization(target, organization.declaration);
  const build = builderOf(target, organization);
  for (const { account } of members) world.buildWhenTouched(account, () => build(account));
  if (networkAccount !== undefined) {
    world.buildWhenTouched(networkAccount, () => {
      for (const { account } of members) world.state(roles, account);
      build(networkAccount);
    });
  }
  target.faults.add(faultsOf(organization));
}

function builderOf({ clock, world }: OrganizationTarget, organization: GeneratedOrganization) {
  const existsSince = clock.now();
  // Only a network account's zones refer to things of other accounts.
  const shared: EstateNames | undefined = organization.networkAccount === undefined ? undefined : createEstateNames();
  return (account: string): void => {
    // A clock of its own: what takes time in an account that is built late must not move the time of the others.
    const before = createClock(existsSince - SETTLE_SECONDS * 1000);
    const names = shared ?? createEstateNames();
    const estate = { accounts: { [account]: organization.estateOf(account) } };
    loadEstate({ clock: before, world, names, idsSeed: Number(account) }, estate);
  };
}

const THROTTLED_REQUESTS = 20;

/** Of an account that denies, nobody sees the distributions; one that throttles does so at first. */
function faultsOf({ members }: GeneratedOrganization): readonly Fault[] {
  return members.flatMap(({ account, trouble }): readonly Fault[] => {
    if (trouble === 'denying') return [{ kind: 'access-denied', account, service: 'cloudfront', times: 'always' }];
    return trouble === 'throttling' ? [{ kind: 'throttle', account, times: THROTTLED_REQUESTS }] : [];
  });
}
