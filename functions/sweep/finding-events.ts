import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { EdgeReport, FleetReport } from '../report/fleet-report.ts';
import { distributionArn } from './distribution-arn.ts';

export const EVENT_SOURCE = 'secure-api-edge';
export const FINDING = 'Edge Finding';
/** An entry may have 256 KiB; a finding is told, not quoted in full. */
const MOST_VERDICTS = 20;

/** One event per edge that is other than in sync, for whoever routes them on. */
export function findingEvents(
  { run, accounts }: FleetReport,
  bus: string,
  partition: string,
): readonly PutEventsRequestEntry[] {
  return accounts.flatMap(({ id, edges }) =>
    edges
      .filter(({ result }) => result !== 'in-sync')
      .map((edge) => ({
        Source: EVENT_SOURCE,
        DetailType: FINDING,
        EventBusName: bus,
        Time: new Date(run.finishedAt),
        Resources:
          edge.path.distribution === undefined ? [] : [distributionArn(partition, id, edge.path.distribution.id)],
        Detail: JSON.stringify(detailOf(run.id, id, edge)),
      })),
  );
}

function detailOf(
  runId: string,
  account: string,
  { domain, result, text, verdicts, firstSeen, changedBy }: EdgeReport,
) {
  return {
    runId,
    account,
    domain,
    result,
    text,
    rules: [...new Set(verdicts.map(({ rule }) => rule))],
    verdicts: verdicts.slice(0, MOST_VERDICTS),
    firstSeen,
    changedBy,
  };
}
