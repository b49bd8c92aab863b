import { createIds, type Ids } from '../core/ids.ts';
import type { AccountEstate, ApiDomainEstate, ApiEstate, CertificateEstate, Estate, RecordEstate } from './estate.ts';

export interface EstateSize {
  /** The same seed and sizes give the same document. @default 1 */
  readonly seed?: number;
  /** API domains in all. */
  readonly domains: number;
  /** @default 1 */
  readonly accounts?: number;
  /** The domains of an account go round these. @default us-east-1, eu-west-1, ap-northeast-1 */
  readonly regions?: readonly string[];
  /** @default 25 */
  readonly domainsPerZone?: number;
  /** Share of the domains whose name already points at the API, the others have no record. @default 0.9 */
  readonly withRecordShare?: number;
}

const DEFAULT_REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1'];
const QUOTA_HEADROOM = 1000;

/**
 * An estate of any size for measurements: regional API domains over accounts and Regions, their zones and certificates, and
 * no distribution anywhere. Each zone has a wildcard certificate in us-east-1 and one in each Region where its APIs live.
 */
export function generateEstate(size: EstateSize): Estate {
  const { seed = 1, domains, accounts = 1 } = size;
  const ids = createIds(seed);
  const perAccount = Math.ceil(domains / accounts);
  const entries = Array.from({ length: accounts }, (_, index) => {
    const count = Math.max(0, Math.min(perAccount, domains - index * perAccount));
    return [accountId(index), generateAccount(index, count, size, ids)] as const;
  });
  return { accounts: Object.fromEntries(entries) };
}

function accountId(index: number): string {
  return String(111_111_111_111 + index);
}

/** The `account`th of all: its zones are named by it. */
export function generateAccount(
  account: number,
  count: number,
  size: Omit<EstateSize, 'domains'>,
  ids: Ids,
): AccountEstate {
  const { domainsPerZone = 25 } = size;
  const zones = Array.from({ length: Math.ceil(count / domainsPerZone) }, (_, zone) =>
    generateZone(
      `team-${account + 1}-${zone + 1}.example`,
      Math.min(domainsPerZone, count - zone * domainsPerZone),
      size,
      ids,
    ),
  );
  return {
    roles: [{ name: 'SecureApiEdge' }],
    certificates: Object.assign({}, ...zones.map((zone) => zone.certificates)),
    apis: Object.assign({}, ...zones.map((zone) => zone.apis)),
    apiDomains: zones.flatMap((zone) => zone.apiDomains),
    hostedZones: zones.map(({ name, records }) => ({ name, records })),
    quotas: { apiDomains: count + QUOTA_HEADROOM, distributions: count + QUOTA_HEADROOM },
  };
}

interface GeneratedZone {
  readonly name: string;
  readonly certificates: Readonly<Record<string, CertificateEstate>>;
  readonly apis: Readonly<Record<string, ApiEstate>>;
  readonly apiDomains: readonly ApiDomainEstate[];
  readonly records: readonly RecordEstate[];
}

function generateZone(zone: string, count: number, size: Omit<EstateSize, 'domains'>, ids: Ids): GeneratedZone {
  const { regions = DEFAULT_REGIONS, withRecordShare = 0.9 } = size;
  const names = Array.from({ length: count }, (_, index) => `api-${String(index + 1).padStart(3, '0')}.${zone}`);
  const regionOf = (index: number) => regions[index % regions.length] ?? 'us-east-1';
  const used = new Set(['us-east-1', ...names.map((_, index) => regionOf(index))]);
  return {
    name: zone,
    certificates: Object.fromEntries(
      [...used].map((region) => [`${zone} ${region}`, { region, names: [`*.${zone}`, zone] }]),
    ),
    apis: Object.fromEntries(names.map((name, index) => [name, generateApi(regionOf(index), ids)])),
    apiDomains: names.map((name, index) => ({
      name,
      region: regionOf(index),
      certificate: `${zone} ${regionOf(index)}`,
      mappings: [{ api: name }],
    })),
    records: names.filter(() => chance(ids) < withRecordShare).map((name) => generateRecord(name, ids)),
  };
}

/** Mostly HTTP APIs, some REST, few WebSocket. */
function generateApi(region: string, ids: Ids): ApiEstate {
  const drawn = chance(ids);
  if (drawn < 0.6) {
    return { region, protocol: 'HTTP' };
  }
  return { region, protocol: drawn < 0.9 ? 'REST' : 'WEBSOCKET' };
}

function generateRecord(name: string, ids: Ids): RecordEstate {
  const target = { apiDomain: name };
  return chance(ids) < 0.8 ? { name, type: 'A', alias: target } : { name, type: 'CNAME', values: [target] };
}

/** A number in [0, 1) in steps of a thousandth. */
export function chance(ids: Ids): number {
  return Number(ids.text(3, '0123456789')) / 1000;
}
