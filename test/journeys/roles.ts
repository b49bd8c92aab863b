import { accessKeySessions } from '../../simulator/core/access-key-sessions.ts';
import { ACCOUNT } from '../support/estates.ts';
import type { SimulatedAws } from '../support/simulated-aws.ts';

/** The roles that the product has in AWS: one for each function of template.yaml that asks AWS anything, the scheduled look's in both its modes. */
export const ROLES = {
  handingOn: `arn:aws:iam::${ACCOUNT}:role/handing-on`,
  looking: `arn:aws:iam::${ACCOUNT}:role/looking`,
  detecting: `arn:aws:iam::${ACCOUNT}:role/scheduled-look-detecting`,
  remediating: `arn:aws:iam::${ACCOUNT}:role/scheduled-look-remediating`,
} as const;

export type Role = (typeof ROLES)[keyof typeof ROLES];

/** As if STS had let a function assume its role, for as long as the simulated world stands. */
export function assume(roleArn: Role, { simulator }: SimulatedAws) {
  const sessionName = roleArn.split('/').at(-1)!;
  const accessKeyId = `ASIA${sessionName.toUpperCase()}`;
  const session = { account: ACCOUNT, roleArn, sessionName, roleId: `AROA${sessionName.toUpperCase()}` };
  const sessions = simulator.world.state(accessKeySessions, '*');
  sessions.set(accessKeyId, { ...session, expiresAt: Number.POSITIVE_INFINITY });
  return { accessKeyId, secretAccessKey: 'simulated', sessionToken: 'simulated' };
}
