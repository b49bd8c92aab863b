import {
  type Change,
  ChangeResourceRecordSetsCommand,
  type ChangeResourceRecordSetsCommandOutput,
} from '@aws-sdk/client-route-53';
import { type Called, called } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { toResourceRecordSet } from '../aws/record-set.ts';
import type { RecordSet } from '../model/alias-records.ts';
import { TAG } from '../model/tags.ts';
import { tagDistribution } from './distribution.ts';

/**
 * Moves the records in one atomic batch: DELETE of exactly what was observed and CREATE of the new. Route 53 refuses the whole batch when
 * something else stands there by now, so this is a compare-and-swap; UPSERT would overwrite it blindly. The change's id is remembered on the
 * distribution until it is INSYNC.
 */
export async function moveRecords(
  clients: AwsClients,
  step: {
    readonly hostedZoneId: string;
    readonly remove: readonly RecordSet[];
    readonly create: readonly RecordSet[];
    readonly distributionArn: string;
  },
): Promise<Called<unknown>> {
  const answer = await changeRecords(clients, step);
  if (answer.kind === 'failed') return answer;
  const changeId = (answer.value.ChangeInfo?.Id ?? '').replace('/change/', '');
  return tagDistribution(clients, step.distributionArn, { [TAG.dnsChange]: changeId }, []);
}

/** One batch that names what goes exactly as it was seen. Fails as a conflict when something else stands there by now. */
export function changeRecords(
  { route53 }: AwsClients,
  batch: {
    readonly hostedZoneId: string;
    readonly remove: readonly RecordSet[];
    readonly create: readonly RecordSet[];
  },
): Promise<Called<ChangeResourceRecordSetsCommandOutput>> {
  const changes: Change[] = [
    ...batch.remove.map((record) => ({ Action: 'DELETE', ResourceRecordSet: toResourceRecordSet(record) }) as const),
    ...batch.create.map((record) => ({ Action: 'CREATE', ResourceRecordSet: toResourceRecordSet(record) }) as const),
  ];
  return called('Route53.ChangeResourceRecordSets', () =>
    route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: batch.hostedZoneId,
        ChangeBatch: { Comment: 'secure-api-edge', Changes: changes },
      }),
    ),
  );
}
