import type { STSClient } from '@aws-sdk/client-sts';
import { assume } from '../reconciler/aws/assumed-role.ts';
import { type Called, called } from '../reconciler/aws/call.ts';
import { type AwsClientOptions, type AwsClients, createAwsClients } from '../reconciler/aws/clients.ts';

export interface MemberRoles {
  /** Role names, the same in every account. */
  readonly reader: string;
  readonly writer: string;
  readonly externalId: string | undefined;
  readonly partition: string;
}

/** Clients that act in a member account as its reader or its writer. Each account has clients of its own, so its requests are counted by themselves. */
export async function memberClients(
  sts: STSClient,
  account: string,
  role: 'reader' | 'writer',
  roles: MemberRoles,
  options: Omit<AwsClientOptions, 'credentials'> = {},
): Promise<Called<AwsClients>> {
  const arn = `arn:${roles.partition}:iam::${account}:role/${roles[role]}`;
  // Asked for at once: a role that cannot be assumed is a row of its account. One session outlives an invocation.
  const assumed = await called('STS.AssumeRole', () => assume(sts, { arn, externalId: roles.externalId }));
  if (assumed.kind === 'failed') return assumed;
  return { kind: 'answered', value: createAwsClients({ ...options, credentials: assumed.value }) };
}
