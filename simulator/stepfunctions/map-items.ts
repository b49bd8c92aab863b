import { ServiceError } from '../core/service-error.ts';
import { getObject } from '../s3/get-object.ts';
import type { RuntimeError } from './interpreter.ts';
import { bucketContext } from './map-bucket.ts';
import type { MapRun, MapTools } from './map-run.ts';

/** What the Map goes over: an object of S3, or what its input holds. */
export function itemsOf(run: MapRun, tools: MapTools): readonly unknown[] {
  const { ItemReader, ItemsPath } = run.definition;
  if (ItemReader !== undefined) return readItems(run, tools);
  const { jsonPathQuery, StatesRuntimeError } = tools.interpreter;
  const items = ItemsPath === undefined ? run.input : jsonPathQuery(ItemsPath, run.input, run.context);
  if (Array.isArray(items)) return items;
  throw new StatesRuntimeError('Attempting to map over non-iterable node.');
}

function readItems(run: MapRun, tools: MapTools): readonly unknown[] {
  const { Parameters = {}, ReaderConfig: { MaxItems, MaxItemsPath } = {} } = run.definition.ItemReader ?? {};
  const { processPayloadTemplate } = tools.interpreter;
  const place = processPayloadTemplate(Parameters, run.input, run.context) as { Bucket: string; Key: string };
  const maximum = numberAt(MaxItems, MaxItemsPath, run, tools);
  return readList(place, run, tools).slice(0, maximum || undefined);
}

function readList(place: { readonly Bucket: string; readonly Key: string }, run: MapRun, tools: MapTools): unknown[] {
  try {
    const { Body = new Uint8Array() } = getObject.run(place, bucketContext(run, tools));
    const list: unknown = JSON.parse(Buffer.from(Body).toString('utf8'));
    if (!Array.isArray(list)) throw new SyntaxError('Attempting to map over non-iterable node.');
    return list;
  } catch (error) {
    if (error instanceof ServiceError || error instanceof SyntaxError) throw readerFailed(error.message, tools);
    throw error;
  }
}

function readerFailed(cause: string, { interpreter }: MapTools): RuntimeError {
  return Object.assign(new interpreter.RuntimeError(cause), { name: 'States.ItemReaderFailed' });
}

/** What the execution of an item gets: the item, or what the selector makes of it. */
export function selectedItem(item: unknown, Index: number, run: MapRun, { interpreter }: MapTools): unknown {
  const { ItemSelector } = run.definition;
  if (ItemSelector === undefined) return item;
  const context = { ...run.context, Map: { Item: { Index, Value: item } } };
  return interpreter.processPayloadTemplate(ItemSelector, run.input, context);
}

/** A setting that the definition holds, or says where in the input it is. */
export function numberAt(
  value: number | undefined,
  path: string | undefined,
  { input, context }: MapRun,
  { interpreter }: MapTools,
): number | undefined {
  if (path === undefined) return value;
  const found = interpreter.jsonPathQuery(path, input, context);
  if (typeof found === 'number' && found >= 0) return found;
  throw new interpreter.StatesRuntimeError(
    `The path ${path} must lead to a number of 0 or more, got ${JSON.stringify(found)}`,
  );
}
