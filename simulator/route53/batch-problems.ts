import type { Change } from '@aws-sdk/client-route-53';

const maximumRecords = 1000;
const maximumCharacters = 32_000;
const maximumRecordsPerSet = 400;

/** What is wrong with a batch as a whole, whatever the zone holds. */
export function batchProblems(changes: readonly Change[]): string[] {
  return [...limitProblems(changes), ...contradictions(changes)];
}

/** An UPSERT counts twice; an alias counts as one record. */
function limitProblems(changes: readonly Change[]): string[] {
  const records = changes.map((change) => weight(change) * Math.max(valuesOf(change).length, 1));
  const characters = changes.map((change) => weight(change) * valuesOf(change).join('').length);
  return [
    ...(sum(records) > maximumRecords ? [`Number of records limit of ${maximumRecords} exceeded.`] : []),
    ...(sum(characters) > maximumCharacters ? [`RDATA character limit of ${maximumCharacters} exceeded.`] : []),
    ...(changes.some((change) => valuesOf(change).length > maximumRecordsPerSet)
      ? [`Cannot have more than ${maximumRecordsPerSet} records in a RRSet.`]
      : []),
  ];
}

/** Within a batch, a record set can be changed once, or deleted and then created. */
function contradictions(changes: readonly Change[]): string[] {
  const bySlot = Map.groupBy(
    changes,
    ({ ResourceRecordSet: set }) => `${set?.Type} ${set?.Name} ${set?.SetIdentifier ?? ''}`,
  );
  return [...bySlot.values()]
    .filter((same) => same.length > 1 && same.map(({ Action }) => Action).join() !== 'DELETE,CREATE')
    .map(([first]) => `${first?.ResourceRecordSet?.Type} ${first?.ResourceRecordSet?.Name}`)
    .map((label) => `The request contains an invalid set of changes for a resource record set '${label}'`);
}

function weight({ Action }: Change): number {
  return Action === 'UPSERT' ? 2 : 1;
}

function valuesOf({ ResourceRecordSet: recordSet }: Change): string[] {
  return (recordSet?.ResourceRecords ?? []).map(({ Value }) => Value ?? '');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
