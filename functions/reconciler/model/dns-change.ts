import { type AccountId, parseAccountId } from './names.ts';

/** A change of Route 53. Only the account of its zone knows it. */
export interface DnsChange {
  readonly changeId: string;
  readonly zoneAccount?: AccountId;
}

export function dnsChangeToTag({ changeId, zoneAccount }: DnsChange): string {
  return zoneAccount === undefined ? changeId : `${changeId} ${zoneAccount}`;
}

export function dnsChangeFromTag(value: string | undefined): DnsChange | undefined {
  if (value === undefined) return undefined;
  const [changeId = '', digits = ''] = value.split(' ');
  const zoneAccount = parseAccountId(digits);
  return zoneAccount === undefined ? { changeId } : { changeId, zoneAccount };
}
