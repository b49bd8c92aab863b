import { parseArgs } from 'node:util';

export interface InvokeOptions {
  /** Logical id of what is to run; undefined: what the event is for. */
  readonly target: string | undefined;
  /** Path of the event, `-` for standard input; undefined: an empty event. */
  readonly eventPath: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  /** Whether it may run without an endpoint, and so act on the account of the shell's own credentials. */
  readonly realAccount: 'allowed' | 'refused';
}

export const USAGE =
  'usage: npm run --silent invoke -- [<function> | SweepStateMachine] [<event.json> | -] [--parameter Name=Value]... [--allow-aws]\n' +
  '       npm run --silent invoke -- events/create.json';

/** As CloudFormation writes them; anything else is the path of an event. */
const LOGICAL_ID = /^[A-Za-z0-9]+$/;

export function parseInvokeOptions(args: readonly string[]): InvokeOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      parameter: { type: 'string', multiple: true, short: 'p', default: [] },
      'allow-aws': { type: 'boolean', default: false },
    },
  });
  const [first] = positionals;
  if (first === undefined) throw new Error(`function or event: missing\n${USAGE}`);
  const [target, eventPath, ...rest] = LOGICAL_ID.test(first) ? positionals : [undefined, ...positionals];
  if (rest.length > 0) throw new Error(`arguments: too many, got ${rest.join(' ')}\n${USAGE}`);
  return {
    target,
    eventPath,
    parameters: Object.fromEntries(values.parameter.map(parseParameter)),
    realAccount: values['allow-aws'] ? 'allowed' : 'refused',
  };
}

function parseParameter(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new Error(`--parameter: no value, got ${text}; write it as Name=Value`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

/** Without an endpoint the SDK talks to AWS itself, with whatever credentials the shell has: nobody means that by trying an event. */
export function requireEndpoint(
  { realAccount }: InvokeOptions,
  { AWS_ENDPOINT_URL }: Readonly<NodeJS.ProcessEnv>,
): void {
  if (AWS_ENDPOINT_URL || realAccount === 'allowed') return;
  throw new Error(
    'AWS_ENDPOINT_URL: is not set, so the function would act on the real account of your AWS credentials; run "npx secure-api-edge simulate" and set what it prints, or add --allow-aws',
  );
}
