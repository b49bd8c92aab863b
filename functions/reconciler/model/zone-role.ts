import { type AccountId, parseAccountId } from './names.ts';

/** A role of another account, whose hosted zones may hold the names of edges. */
export interface ZoneRole {
  readonly arn: string;
  readonly account: AccountId;
  /** What the role wants to hear from whoever assumes it. */
  readonly externalId: string | undefined;
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;

export function parseZoneRole(arn: string, externalId: string | undefined): ZoneRole | undefined {
  const [, digits = ''] = /^arn:aws[a-z-]*:iam::(\d{12}):role\/[\w+=,.@/-]{1,576}$/.exec(arn) ?? [];
  const account = parseAccountId(digits);
  return account && { arn, account, externalId };
}

export function parseExternalId(text: string): string | undefined {
  return EXTERNAL_ID.test(text) ? text : undefined;
}
