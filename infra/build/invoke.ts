/**
 * `npm run invoke`: `sam local invoke` without SAM and without Docker. Builds one function, runs it on an event, prints what it
 * returned on standard output and everything it logged on standard error. AWS_* variables reach it, so AWS_ENDPOINT_URL points it at
 * the simulator.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildFunction } from './build-function.ts';
import { invokeFunction } from './invoke-function.ts';
import { parseInvokeOptions } from './invoke-options.ts';
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
  const template = parseTemplate(readFileSync(resolve(root, 'template.yaml'), 'utf8'));
  const declared = declaredFunction(template, options.logicalId);
  const event = readEvent(options.eventPath);
  const environment = localEnvironment(template, declared, { parameters: options.parameters, shell: process.env });

  const built = await buildFunction(declared, root, resolve(root, 'dist'));
  const runner = resolve(root, 'infra/build/run-handler.ts');
  const reply = await invokeFunction(declared, built, { event, environment, runner, log: process.stderr });

  const { kind, ...error } = reply;
  process.stdout.write(`${JSON.stringify(kind === 'result' ? (reply.value ?? null) : error, undefined, 2)}\n`);
  return kind === 'result' ? 0 : 1;
}
