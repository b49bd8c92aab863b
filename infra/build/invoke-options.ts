import { parseArgs } from 'node:util';

export interface InvokeOptions {
  readonly logicalId: string;
  /** Path of the event, `-` for standard input; undefined: an empty event. */
  readonly eventPath: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
}

export const USAGE =
  'usage: npm run --silent invoke -- <function> [<event.json> | -] [--parameter Name=Value]...\n' +
  '       npm run --silent invoke -- CustomResourceFunction events/create.json';

export function parseInvokeOptions(args: readonly string[]): InvokeOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { parameter: { type: 'string', multiple: true, short: 'p', default: [] } },
  });
  const [logicalId, eventPath, ...rest] = positionals;
  if (logicalId === undefined) throw new Error(`function: missing\n${USAGE}`);
  if (rest.length > 0) throw new Error(`arguments: too many, got ${rest.join(' ')}\n${USAGE}`);
  return { logicalId, eventPath, parameters: Object.fromEntries(values.parameter.map(parseParameter)) };
}

function parseParameter(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new Error(`--parameter: no value, got ${text}; write it as Name=Value`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}
