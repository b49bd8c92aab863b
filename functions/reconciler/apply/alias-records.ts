import {
  type Change,
  ChangeResourceRecordSetsCommand,
  type ChangeResourceRecordSetsCommandOutput,
} from '@aws-sdk/client-route-53';
import { type Called, called } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { toResourceRecordSet } from '../aws/record-set.ts';
import { type Route53Clients, route53Of } from '../aws/zone-owners.ts';
import type { RecordSet } from '../model/alias-records.ts';
import { dnsChangeToTag } from '../model/dns-change.ts';
import type { AccountId } from '../model/names.ts';
import { TAG } from '../model/tags.ts';
import { tagDistribution } from './distribution.ts';

export interface RecordBatch {
  readonly hostedZoneId: string;
  /** The account of the zone; absent: the edge's own. */
  readonly zoneAccount?: AccountId;
  readonly remove: readonly RecordSet[];
  readonly create: readonly RecordSet[];
}

/**
 * Moves the records in one atomic batch: DELETE of exactly what was observed and CREATE of the new. Route 53 refuses the whole batch when
 * something else stands there by now, so this is a compare-and-swap; UPSERT would overwrite it blindly. The change's id is remembered on the
 * distribution until it is INSYNC.
 */
export async function moveRecords(
  clients: AwsClients,
  step: RecordBatch & { readonly distributionArn: string },
): Promise<Called<unknown>> {
  const answer = await changeRecords(clients, step);
  if (answer.kind === 'failed') return answer;
  const changeId = (answer.value.ChangeInfo?.Id ?? '').replace('/change/', '');
  const { zoneAccount } = step;
  return tagDistribution(
    clients,
    step.distributionArn,
    { [TAG.dnsChange]: dnsChangeToTag({ changeId, zoneAccount }) },
    [],
  );
}

/** One batch that names what goes exactly as it was seen. Fails as a conflict when something else stands there by now. */
export function changeRecords(
  clients: Route53Clients,
  batch: RecordBatch,
): Promise<Called<ChangeResourceRecordSetsCommandOutput>> {
  const changes: Change[] = [
    ...batch.remove.map((record) => ({ Action: 'DELETE', ResourceRecordSet: toResourceRecordSet(record) }) as const),
    ...batch.create.map((record) => ({ Action: 'CREATE', ResourceRecordSet: toResourceRecordSet(record) }) as const),
  ];
  return called('Route53.ChangeResourceRecordSets', () =>
    route53Of(clients, batch.zoneAccount).send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: batch.hostedZoneId,
        ChangeBatch: { Comment: 'secure-api-edge', Changes: changes },
      }),
    ),
  );
}
