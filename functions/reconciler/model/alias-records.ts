import { type AccountId, type DomainName, domainNameFromAws } from './names.ts';

/** A public hosted zone. */
export interface HostedZone {
  readonly id: string;
  readonly name: DomainName;
  /** The account that it is in; absent: the edge's own. */
  readonly account?: AccountId;
}

/** `Z1 (example.com)`, and the account of a zone that is in another one than the edge. */
export function describeZone({ id, name, account }: HostedZone): string {
  return account === undefined ? `${id} (${name})` : `${id} (${name}) of account ${account}`;
}

/** Zones that fit a name equally well. Between accounts, each is named with its own. */
export function describeRivals(zones: readonly HostedZone[]): string {
  const between = zones.some(({ account }) => account !== undefined);
  const place = (account: AccountId | undefined) => (account === undefined ? 'this account' : `account ${account}`);
  return zones
    .map(({ id, account }) => (between ? `${id} of ${place(account)}` : id))
    .sort()
    .join(', ');
}

/** One resource record set, spelled our way: no trailing dots, no escapes, values sorted. */
export interface RecordSet {
  readonly name: DomainName;
  readonly type: string;
  /** undefined for simple routing. */
  readonly setIdentifier: string | undefined;
  readonly target: RecordTarget;
}

export type RecordTarget =
  | { readonly kind: 'values'; readonly ttlSeconds: number; readonly values: readonly string[] }
  | {
      readonly kind: 'alias';
      readonly dnsName: DomainName;
      readonly hostedZoneId: string;
      readonly evaluateTargetHealth: boolean;
    };

/** The zone that answers for a name and every record set at that very name, of any type. */
export interface AliasRecords {
  readonly zone: HostedZone;
  /** Other public zones that fit the name equally well: nobody but the owner knows which one is delegated to. */
  readonly rivalZones: readonly HostedZone[];
  readonly recordSets: readonly RecordSet[];
  /** Other public zones that hold this name, with what stands at it there; read before an edge is let go, empty otherwise. */
  readonly elsewhere: readonly { readonly zone: HostedZone; readonly recordSets: readonly RecordSet[] }[];
  /** Route 53's word on the change that was last submitted for this edge; `none` when none is remembered. */
  readonly lastChange: 'none' | 'PENDING' | 'INSYNC';
}

/** Types that decide where callers of the name connect to. */
export const ROUTING_TYPES = ['A', 'AAAA', 'CNAME', 'HTTPS', 'SVCB'];

/** Whether the record leads to `target` at all, on whatever condition. */
export function mentions({ target: to }: RecordSet, target: DomainName): boolean {
  return to.kind === 'alias' ? to.dnsName === target : to.values.some((value) => domainNameFromAws(value) === target);
}

/** Hosted zone of every CloudFront distribution. https://docs.aws.amazon.com/general/latest/gr/cf_region.html */
export const CLOUDFRONT_HOSTED_ZONE_ID = 'Z2FDTNDATAQYW2';

/** One line for a person: `A alias d111.cloudfront.net` or `CNAME 300 api.example.net`. */
export function describeRecordSet(record: RecordSet): string {
  const identifier = record.setIdentifier === undefined ? '' : ` (${record.setIdentifier})`;
  return record.target.kind === 'alias'
    ? `${record.type}${identifier} alias ${record.target.dnsName}`
    : `${record.type}${identifier} ${record.target.ttlSeconds} ${record.target.values.join(' ')}`;
}
