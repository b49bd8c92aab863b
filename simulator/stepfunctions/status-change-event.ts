import type { Ids } from '../core/ids.ts';
import type { Execution, ExecutionStatus } from './state.ts';

/** What EventBridge delivers of an execution. Dates in `detail` are milliseconds since the epoch. */
export interface StatusChangeEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': 'Step Functions Execution Status Change';
  readonly source: 'aws.states';
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: {
    readonly executionArn: string;
    readonly stateMachineArn: string;
    readonly name: string;
    readonly status: ExecutionStatus;
    readonly startDate: number;
    readonly stopDate: number | null;
    readonly input: string | null;
    readonly output: string | null;
    readonly inputDetails: { readonly included: boolean } | null;
    readonly outputDetails: { readonly included: boolean } | null;
    readonly error: string | null;
    readonly cause: string | null;
    readonly stateMachineVersionArn: null;
    readonly stateMachineAliasArn: null;
  };
}

/** An event holds input and output together only up to 248 KiB, as they look inside a JSON text. */
const MAXIMUM_EVENT_DATA_BYTES = 248 * 1024;

export function statusChangeEvent(execution: Execution, ids: Ids): StatusChangeEvent {
  const { executionArn, stateMachineArn, name, status, startDate, stopDate, output, error, cause } = execution;
  const [, , , region = '', account = ''] = executionArn.split(':');
  const data = includedData(execution);
  return {
    version: '0',
    id: ids.uuid(),
    'detail-type': 'Step Functions Execution Status Change',
    source: 'aws.states',
    account,
    time: (stopDate ?? startDate).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [executionArn],
    detail: {
      executionArn,
      stateMachineArn,
      name,
      status,
      startDate: startDate.getTime(),
      stopDate: stopDate?.getTime() ?? null,
      input: data.input ?? null,
      output: data.output ?? null,
      inputDetails: { included: data.input !== undefined },
      outputDetails: output === undefined ? null : { included: data.output !== undefined },
      error: error ?? null,
      cause: cause ?? null,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
    },
  };
}

function includedData({ input, output }: Execution): { readonly input?: string; readonly output?: string } {
  const outputSize = escapedSize(output);
  if (outputSize > MAXIMUM_EVENT_DATA_BYTES) return {};
  if (escapedSize(input) + outputSize > MAXIMUM_EVENT_DATA_BYTES) return { output };
  return { input, output };
}

function escapedSize(text: string | undefined): number {
  return text === undefined ? 0 : Buffer.byteLength(JSON.stringify(text));
}
