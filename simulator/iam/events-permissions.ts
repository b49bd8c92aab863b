import type { AskedRequest, Permission } from './permission.ts';

interface PutEventsInput {
  readonly Entries?: readonly {
    readonly EventBusName?: string;
    readonly Source?: string;
    readonly DetailType?: string;
  }[];
}

/** Each entry asks for its bus. */
export function eventsPermissions({ operation, input, context }: AskedRequest<PutEventsInput>): readonly Permission[] {
  return (input.Entries ?? []).map(({ EventBusName = 'default', Source = '', DetailType = '' }) => ({
    action: `events:${operation}`,
    resource: EventBusName.startsWith('arn:')
      ? EventBusName
      : `arn:aws:events:${context.region}:${context.account}:event-bus/${EventBusName}`,
    context: { 'events:source': Source, 'events:detail-type': DetailType },
  }));
}
