import {
  PutEvents$,
  type PutEventsRequest,
  type PutEventsRequestEntry,
  type PutEventsResponse,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import type { Operation, OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { type EventBridgeState, eventBridgeState, type PutEvent } from './state.ts';

const MAXIMUM_ENTRIES = 10;
const MAXIMUM_BYTES = 1024 * 1024;
const BYTES_OF_A_TIME = 14;

/** An entry that is refused does not stop the others: the answer says which. Only the whole request can be too large. */
export const putEvents: Operation<PutEventsRequest, PutEventsResponse> = {
  schema: PutEvents$,
  run({ Entries = [] }, context) {
    if (Entries.length < 1 || Entries.length > MAXIMUM_ENTRIES) {
      throw invalid(
        `1 validation error detected: Value '${JSON.stringify(Entries.length)}' at 'entries' failed to satisfy constraint: ` +
          `Member must have length between 1 and ${MAXIMUM_ENTRIES}`,
      );
    }
    if (Entries.reduce((bytes, entry) => bytes + sizeOf(entry), 0) > MAXIMUM_BYTES) {
      throw invalid('Total size of the entries in the request is over the limit.');
    }
    const results = Entries.map((entry) => put(entry, context));
    return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: results };
  },
};

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', 400, message);
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
function sizeOf({ Time, Source, DetailType, Detail, Resources = [] }: PutEventsRequestEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources].filter((text) => text !== undefined);
  return texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), Time === undefined ? 0 : BYTES_OF_A_TIME);
}

function put(entry: PutEventsRequestEntry, context: OperationContext): PutEventsResultEntry {
  const refused = missing(entry) ?? malformed(entry) ?? reserved(entry);
  if (refused !== undefined) return refused;
  const state = context.world.state(eventBridgeState, context.account, context.region);
  const event = toEvent(entry, context);
  // An event for a bus that does not exist goes nowhere, and nobody is told.
  busOf(entry, state)?.push(event);
  return { EventId: event.id };
}

function missing(entry: PutEventsRequestEntry): PutEventsResultEntry | undefined {
  const name = (['Source', 'DetailType', 'Detail'] as const).find((one) => (entry[one] ?? '') === '');
  if (name === undefined) return undefined;
  const ErrorMessage = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
  return { ErrorCode: 'InvalidArgument', ErrorMessage };
}

function malformed({ Detail = '' }: PutEventsRequestEntry): PutEventsResultEntry | undefined {
  const detail = parse(Detail);
  const isObject = typeof detail === 'object' && detail !== null && !Array.isArray(detail);
  return isObject ? undefined : { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
}

function reserved({ Source = '' }: PutEventsRequestEntry): PutEventsResultEntry | undefined {
  if (!/^aws\./i.test(Source)) return undefined;
  return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
}

function busOf(
  { EventBusName = 'default' }: PutEventsRequestEntry,
  { buses }: EventBridgeState,
): PutEvent[] | undefined {
  return buses.get(EventBusName.split('/').at(-1) ?? '');
}

function toEvent(entry: PutEventsRequestEntry, { clock, ids, account, region }: OperationContext): PutEvent {
  const time = entry.Time ?? new Date(clock.now());
  return {
    version: '0',
    id: ids.uuid(),
    'detail-type': entry.DetailType ?? '',
    source: entry.Source ?? '',
    account,
    time: time.toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: entry.Resources ?? [],
    detail: parse(entry.Detail ?? '') as object,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
