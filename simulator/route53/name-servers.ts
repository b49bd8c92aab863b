import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { Ids } from '../core/ids.ts';
import type { RecordSets } from './state.ts';

const digits = '0123456789';

/** Every private hosted zone shows these four; nobody can ask them. */
export const privateNameServers: readonly string[] = [
  'ns-1536.awsdns-00.co.uk',
  'ns-0.awsdns-00.com',
  'ns-1024.awsdns-00.org',
  'ns-512.awsdns-00.net',
];

export function publicNameServers(ids: Ids): string[] {
  return ['com', 'net', 'org', 'co.uk'].map(
    (domain) => `ns-${ids.text(3, digits)}.awsdns-${ids.text(2, digits)}.${domain}`,
  );
}

/** The NS and SOA record sets that every new zone has. */
export function initialRecords(zoneName: string, nameServers: readonly string[]): RecordSets {
  const soa = `${nameServers[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;
  const recordSets: ResourceRecordSet[] = [
    {
      Name: zoneName,
      Type: 'NS',
      TTL: 172_800,
      ResourceRecords: nameServers.map((server) => ({ Value: `${server}.` })),
    },
    { Name: zoneName, Type: 'SOA', TTL: 900, ResourceRecords: [{ Value: soa }] },
  ];
  return new Map([[zoneName, recordSets]]);
}
