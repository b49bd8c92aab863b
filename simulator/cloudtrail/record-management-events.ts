import type { AnsweredCall } from '../core/answered-call.ts';
import { isWrite } from '../core/faults.ts';
import { createIds } from '../core/ids.ts';
import { type ManagementEvent, toManagementEvent } from './management-event.ts';

/** What they write are objects, messages and events: data, not the account's settings. */
const DATA_SERVICES = ['s3', 'sns', 'events'];

/** Tells `listener` of every write to the account's settings, also of one that was refused. */
export function recordManagementEvents(
  listener: (event: ManagementEvent) => void,
  seed: number,
): (call: AnsweredCall) => void {
  // Apart from all others, so that listening changes no id.
  const ids = createIds(seed ^ 0x636c74);
  return (call) => {
    if (!isWrite(call.operation.name) || DATA_SERVICES.includes(call.caller.service)) return;
    listener(toManagementEvent(call, ids));
  };
}
