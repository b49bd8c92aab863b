import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { InvocationReply } from './invoke-function.ts';

const POLL_MILLIS = 200;

/** Starts an execution where AWS_ENDPOINT_URL says, and follows it to its end. Says to `log` what it waits for. */
export async function invokeStateMachine(
  stateMachineArn: string,
  event: unknown,
  log: NodeJS.WritableStream,
): Promise<InvocationReply> {
  const client = new SFNClient({});
  try {
    const start = new StartExecutionCommand({
      stateMachineArn,
      name: `invoke-${randomUUID()}`,
      input: JSON.stringify(event),
    });
    const { executionArn } = await client.send(start);
    log.write(`execution ${executionArn}\n`);
    for (;;) {
      const { status, output, error, cause } = await client.send(new DescribeExecutionCommand({ executionArn }));
      if (status === 'SUCCEEDED') return { kind: 'result', value: JSON.parse(output ?? 'null') };
      if (status !== 'RUNNING')
        return { kind: 'error', errorType: error ?? String(status), errorMessage: cause ?? '', trace: [] };
      await setTimeout(POLL_MILLIS);
    }
  } finally {
    client.destroy();
  }
}
