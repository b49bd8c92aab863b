/**
 * `npm run invoke`: `sam local invoke` without SAM and without Docker. Builds one function, runs it on an event, prints what it
 * returned on standard output and everything it logged on standard error. AWS_* variables reach it, so AWS_ENDPOINT_URL points it at
 * the simulator; without it nothing runs unless --allow-aws says so.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildFunction } from './build-function.ts';
import { type InvocationReply, invokeFunction } from './invoke-function.ts';
import { parseInvokeOptions, requireEndpoint } from './invoke-options.ts';
import { localEnvironment } from './local-environment.ts';
import { readEvent } from './read-event.ts';
import { declaredFunction, parseTemplate } from './template.ts';

try {
  process.exitCode = await invoke(process.argv.slice(2), process.cwd());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

async function invoke(args: readonly string[], root: string): Promise<number> {
  const options = parseInvokeOptions(args);
  requireEndpoint(options, process.env);
  const template = parseTemplate(readFileSync(resolve(root, 'template.yaml'), 'utf8'));
  const declared = declaredFunction(template, options.logicalId);
  const event = readEvent(options.eventPath);
  const environment = localEnvironment(template, declared, { parameters: options.parameters, shell: process.env });

  const built = await buildFunction(declared, root, resolve(root, 'dist'));
  const runner = resolve(root, 'infra/build/run-handler.ts');
  const reply = await invokeFunction(declared, built, { event, environment, runner, log: process.stderr });

  printReply(reply);
  return reply.kind === 'result' ? 0 : 1;
}

/** A handler that returns nothing has nothing printed. */
function printReply(reply: InvocationReply): void {
  const shown = reply.kind === 'result' ? reply.value : { ...reply, kind: undefined };
  if (shown !== undefined) process.stdout.write(`${JSON.stringify(shown, undefined, 2)}\n`);
}
