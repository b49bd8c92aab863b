import type { StateKey, World } from '../core/world.ts';

/** A role that may be assumed. */
export interface Role {
  readonly arn: string;
  /** Unique id, `AROA...`. */
  readonly id: string;
  /** Required in AssumeRole when the trust policy demands one. */
  readonly externalId?: string;
  /** Accounts that the trust policy names. @default any */
  readonly trustedAccounts?: readonly string[];
}

/** The roles of an account by ARN. IAM itself is not simulated: a role exists when an estate declares it. */
export const roles: StateKey<Map<string, Role>> = { name: 'sts-roles', create: () => new Map() };

export interface RoleDeclaration {
  readonly arn: string;
  readonly externalId?: string;
  readonly trustedAccounts?: readonly string[];
}

/** Makes a role assumable. Without this, AssumeRole answers AccessDenied, as AWS does for a role that is missing. */
export function declareRole(world: World, declaration: RoleDeclaration): void {
  const declared = world.state(roles, accountOfArn(declaration.arn));
  const id = `AROASIMULATED${String(declared.size + 1).padStart(8, '0')}`;
  declared.set(declaration.arn, { ...declaration, id });
}

export function accountOfArn(arn: string): string {
  return arn.split(':')[4] ?? '';
}
