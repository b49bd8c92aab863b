import { type Change, ChangeResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
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
  const changes: Change[] = [
    ...step.remove.map((record) => ({ Action: 'DELETE', ResourceRecordSet: toResourceRecordSet(record) }) as const),
    ...step.create.map((record) => ({ Action: 'CREATE', ResourceRecordSet: toResourceRecordSet(record) }) as const),
  ];
  const answer = await called('Route53.ChangeResourceRecordSets', () =>
    clients.route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: step.hostedZoneId,
        ChangeBatch: { Comment: 'secure-api-edge', Changes: changes },
      }),
    ),
  );
  if (answer.kind === 'failed') return answer;
  const changeId = (answer.value.ChangeInfo?.Id ?? '').replace('/change/', '');
  return tagDistribution(clients, step.distributionArn, { [TAG.dnsChange]: changeId }, []);
}
