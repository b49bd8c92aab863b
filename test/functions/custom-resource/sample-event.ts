import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(process.cwd(), 'events');

export type SampleName = 'create' | 'update-policy' | 'update-domain' | 'delete' | 'delete-after-failed-create';

export interface SampleEvent {
  readonly [field: string]: unknown;
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

/** An event of `events/`, as CloudFormation would send it, some fields replaced. */
export function sampleEvent(name: SampleName, replaced: Readonly<Record<string, unknown>> = {}): SampleEvent {
  return { ...JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')), ...replaced };
}

/** The names of the events that belong to the custom resource. */
export function sampleNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => 'RequestType' in JSON.parse(readFileSync(join(FOLDER, file), 'utf8')))
    .map((file) => file.replace(/\.json$/, ''))
    .sort();
}
