import type { ChangeInfo, LinkedService, ResourceRecordSet, RRType, VPC } from '@aws-sdk/client-route-53';
import type { StateKey } from '../core/world.ts';

/** Record sets by canonical name: every type and set identifier at one name stands in one list, which is replaced, never changed. */
export type RecordSets = Map<string, readonly ResourceRecordSet[]>;

export interface RecordSetProtection {
  readonly recordName: string;
  readonly recordType: RRType;
  readonly comment: string | undefined;
}

export interface Zone {
  /** Without the `/hostedzone/` prefix. */
  readonly id: string;
  /** Canonical: lower case, escaped, with trailing dot. */
  readonly name: string;
  readonly account: string;
  readonly callerReference: string;
  readonly comment: string | undefined;
  readonly privateZone: boolean;
  readonly vpcs: readonly VPC[];
  readonly nameServers: readonly string[];
  /** Set on a zone that another AWS service manages: nobody else can change it. */
  linkedService?: LinkedService;
  records: RecordSets;
  protections: readonly RecordSetProtection[];
}

export interface Route53Account {
  readonly zones: Map<string, Zone>;
  readonly changes: Map<string, ChangeInfo>;
  /** Of deleted zones, too. */
  readonly callerReferences: Set<string>;
  /** How many zones there may be. */
  hostedZoneQuota: number;
}

export const route53Account: StateKey<Route53Account> = {
  name: 'route53',
  create: () => ({ zones: new Map(), changes: new Map(), callerReferences: new Set(), hostedZoneQuota: 500 }),
};

/** Zones of all accounts, kept under account `*`: an id is unique worldwide, and the oldest public zone of a name is the delegated one. */
export interface ZoneIndex {
  readonly byId: Map<string, Zone>;
  readonly publicByName: Map<string, readonly Zone[]>;
}

export const zoneIndex: StateKey<ZoneIndex> = {
  name: 'route53-zone-index',
  create: () => ({ byId: new Map(), publicByName: new Map() }),
};

/** Page sizes where the caller names none; small, so that paging is always exercised. AWS's own are 100 and 300. */
export const defaultPageSize = { hostedZones: 3, recordSets: 4, protections: 3 } as const;
export const maximumPageSize = { hostedZones: 100, recordSets: 300, protections: 300 } as const;

export const secondsUntilInSync = 30;
export const maximumRecordSets = 10_000;
export const idAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
