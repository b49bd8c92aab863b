import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';

export interface RoleToAssume {
  readonly arn: string;
  readonly externalId: string | undefined;
}

/** What the trails of the other account show beside the role. It proves nothing: any caller may take this name. */
const SESSION_NAME = 'secure-api-edge';
/** Whoever begins a request with credentials this old has new ones in time. */
const RENEWED_BEFORE_SECONDS = 300;

/** A role that cannot be assumed: nothing was asked of the service itself. */
export class RoleNotAssumedError extends Error {
  readonly roleArn: string;
  override readonly cause: Error;

  constructor(roleArn: string, cause: Error) {
    super(`role ${roleArn}: cannot be assumed, got ${cause.message}`);
    this.name = 'RoleNotAssumedError';
    this.roleArn = roleArn;
    this.cause = cause;
  }
}

/**
 * Credentials of a role, asked for at the first request and again before they expire. `now` is the time that their expiration is told by. A role that
 * could not be assumed is tried again by the next request.
 */
export function assumedRole(sts: STSClient, role: RoleToAssume, now: () => number): AwsCredentialIdentityProvider {
  let session: AwsCredentialIdentity | undefined;
  let pending: Promise<AwsCredentialIdentity> | undefined;
  const provide = async (): Promise<AwsCredentialIdentity> => {
    if (session !== undefined && !isEnding(session, now())) return session;
    pending ??= assume(sts, role).finally(() => {
      pending = undefined;
    });
    session = await pending;
    return session;
  };
  // Keeps the SDK from remembering them by the machine's clock.
  return Object.assign(provide, { memoized: true });
}

function isEnding({ expiration }: AwsCredentialIdentity, now: number): boolean {
  return expiration === undefined || expiration.getTime() - now < RENEWED_BEFORE_SECONDS * 1000;
}

/** One session. Throws RoleNotAssumedError. */
export async function assume(sts: STSClient, { arn, externalId }: RoleToAssume): Promise<AwsCredentialIdentity> {
  try {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: SESSION_NAME, ExternalId: externalId }),
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken,
      expiration: Credentials?.Expiration,
    };
  } catch (error) {
    throw error instanceof Error ? new RoleNotAssumedError(arn, error) : error;
  }
}
