import type { StateKey } from './world.ts';

/** An assumed role, as the access key that STS issued for it. */
export interface AccessKeySession {
  readonly account: string;
  readonly roleArn: string;
  readonly sessionName: string;
  /** Unique id of the role, `AROA...`. */
  readonly roleId: string;
  /** Simulated milliseconds, as `expiresAt` is. Absent where STS did not open it. */
  readonly openedAt?: number;
  readonly expiresAt: number;
}

/** Access keys issued for assumed roles, kept under account `*`: STS writes it, the server tells callers apart by it. */
export const accessKeySessions: StateKey<Map<string, AccessKeySession>> = {
  name: 'access-key-sessions',
  create: () => new Map(),
};
