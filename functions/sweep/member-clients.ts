import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { type Called, called } from '../reconciler/aws/call.ts';
import { type AwsClientOptions, type AwsClients, createAwsClients } from '../reconciler/aws/clients.ts';

export interface MemberRoles {
  /** Role names, the same in every account. */
  readonly reader: string;
  readonly writer: string;
  readonly externalId: string | undefined;
  readonly partition: string;
}

/** Shown by CloudTrail for whatever is done under it; our own changes are told from others' by it. */
export const SESSION_NAME = 'secure-api-edge';

/** Clients that act in a member account as its reader or its writer. Each account has clients of its own, so its requests are counted by themselves. */
export async function memberClients(
  sts: STSClient,
  account: string,
  role: 'reader' | 'writer',
  roles: MemberRoles,
  options: Omit<AwsClientOptions, 'credentials'> = {},
): Promise<Called<AwsClients>> {
  const RoleArn = `arn:${roles.partition}:iam::${account}:role/${roles[role]}`;
  const assumed = await called('STS.AssumeRole', () =>
    sts.send(
      new AssumeRoleCommand({
        RoleArn,
        RoleSessionName: SESSION_NAME,
        ...(roles.externalId !== undefined && { ExternalId: roles.externalId }),
      }),
    ),
  );
  if (assumed.kind === 'failed') {
    return { kind: 'failed', failure: { ...assumed.failure, message: `${RoleArn}: ${assumed.failure.message}` } };
  }
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = assumed.value.Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return { kind: 'answered', value: createAwsClients({ ...options, credentials }) };
}
