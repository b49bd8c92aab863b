import type { Account, AccountState, AccountStatus } from '@aws-sdk/client-organizations';
import type { SimulatedClock } from '../core/clock.ts';
import type { MemberAccount, Organization } from './state.ts';

/** `Status` knows fewer words than `State`. */
const STATUS: Readonly<Partial<Record<AccountState, AccountStatus>>> = {
  ACTIVE: 'ACTIVE',
  SUSPENDED: 'SUSPENDED',
  PENDING_CLOSURE: 'PENDING_CLOSURE',
  CLOSED: 'SUSPENDED',
};

/** AWS announced that `Status` ends then. */
const END_OF_STATUS = Date.UTC(2026, 8, 9);

export function toAccount(account: MemberAccount, organization: Organization, clock: SimulatedClock): Account {
  const { id, name, email, state, joinedAt } = account;
  return {
    Id: id,
    Arn: `arn:aws:organizations::${organization.managementAccount}:account/${organization.id}/${id}`,
    Name: name,
    Email: email,
    Status: clock.now() < END_OF_STATUS ? STATUS[state] : undefined,
    State: state,
    JoinedMethod: 'CREATED',
    JoinedTimestamp: joinedAt,
  };
}
