/** What became of the items, as https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html says. */
import { ServiceError } from '../core/service-error.ts';
import { putObject } from '../s3/put-object.ts';
import type { RuntimeError } from './interpreter.ts';
import { bucketContext } from './map-bucket.ts';
import type { Child } from './map-child.ts';
import type { MapRun, MapTools } from './map-run.ts';

interface WrittenResults {
  readonly MapRunArn: string;
  readonly ResultWriterDetails: { readonly Bucket: string; readonly Key: string };
}

interface Destination {
  readonly Bucket: string;
  readonly Prefix?: string;
}

const FILES: readonly (readonly [file: string, of: readonly Child['status'][]])[] = [
  ['FAILED', ['FAILED', 'TIMED_OUT', 'ABORTED']],
  ['PENDING', ['PENDING']],
  ['SUCCEEDED', ['SUCCEEDED']],
];

/** Also when the Map fails; undefined where nothing says where to. */
export function writeResults(run: MapRun, children: readonly Child[], tools: MapTools): WrittenResults | undefined {
  const { ResultWriter } = run.definition;
  if (ResultWriter === undefined) return undefined;
  const { processPayloadTemplate } = tools.interpreter;
  const { Bucket, Prefix = '' } = processPayloadTemplate(
    ResultWriter.Parameters,
    run.input,
    run.context,
  ) as Destination;
  const folder = Prefix === '' ? run.id : `${Prefix}/${run.id}`;
  const write = (file: string, content: unknown) => put({ Bucket, Key: `${folder}/${file}` }, content, run, tools);
  const files = FILES.map(([file, statuses]) => {
    const entries = children.filter(({ status }) => statuses.includes(status)).map((child) => toEntry(child, run));
    return [file, entries.length === 0 ? [] : [write(`${file}_0.json`, entries)]] as const;
  });
  const manifest = { DestinationBucket: Bucket, MapRunArn: run.arn, ResultFiles: Object.fromEntries(files) };
  const { Key } = write('manifest.json', manifest);
  return { MapRunArn: run.arn, ResultWriterDetails: { Bucket, Key } };
}

function put(
  place: { readonly Bucket: string; readonly Key: string },
  content: unknown,
  run: MapRun,
  tools: MapTools,
): { readonly Key: string; readonly Size: number } {
  const Body = Buffer.from(JSON.stringify(content));
  try {
    putObject.run({ ...place, Body, ContentType: 'application/json' }, bucketContext(run, tools));
  } catch (error) {
    throw error instanceof ServiceError ? writerFailed(error.message, tools) : error;
  }
  return { Key: place.Key, Size: Body.length };
}

function writerFailed(cause: string, { interpreter }: MapTools): RuntimeError {
  return Object.assign(new interpreter.RuntimeError(cause), { name: 'States.ResultWriterFailed' });
}

/** An execution with everything that is known of it. */
export function toEntry(child: Child, { childMachineArn }: MapRun): object {
  const { arn, name, input, status, output, error, cause, startDate, stopDate } = child;
  return {
    ExecutionArn: arn,
    Input: JSON.stringify(input),
    InputDetails: { Included: true },
    Name: name,
    ...(status === 'SUCCEEDED' && { Output: JSON.stringify(output), OutputDetails: { Included: true } }),
    ...(error !== undefined && { Error: error }),
    ...(cause !== undefined && { Cause: cause }),
    RedriveCount: 0,
    ...redriveOf(status),
    ...(startDate && { StartDate: startDate.toISOString() }),
    StateMachineArn: childMachineArn,
    Status: status,
    ...(stopDate && { StopDate: stopDate.toISOString() }),
  };
}

function redriveOf(status: Child['status']): object {
  if (status !== 'SUCCEEDED') return { RedriveStatus: 'REDRIVABLE' };
  return {
    RedriveStatus: 'NOT_REDRIVABLE',
    RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
  };
}
