/**
 * `npm run invoke`: `sam local invoke` without SAM and without Docker. Builds one function, runs it on an event, prints what it
 * returned on standard output and everything it logged on standard error. AWS_* variables reach it, so AWS_ENDPOINT_URL points it at
 * the simulator; without it nothing runs unless --allow-aws says so. A sweep is run by the state machine that the simulator has.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildFunction } from './build-function.ts';
import { chooseTarget, SWEEP } from './event-target.ts';
import { type InvocationReply, invokeFunction } from './invoke-function.ts';
import { type InvokeOptions, parseInvokeOptions, requireEndpoint } from './invoke-options.ts';
import { invokeStateMachine } from './invoke-state-machine.ts';
import { deployedVariable, localEnvironment, requireDeployed } from './local-environment.ts';
import { readEvent } from './read-event.ts';
import { declaredFunction, parseTemplate, type Template } from './template.ts';

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
  const event = readEvent(options.eventPath);
  const { target: named, eventPath } = options;
  const target = chooseTarget(named, { template, event, eventPath });
  const reply =
    target === SWEEP ? await runSweep(event, options) : await runFunction(target, event, { root, template, options });
  printReply(reply);
  return reply.kind === 'result' ? 0 : 1;
}

async function runFunction(
  id: string,
  event: unknown,
  { root, template, options }: { readonly root: string; readonly template: Template; readonly options: InvokeOptions },
): Promise<InvocationReply> {
  const declared = declaredFunction(template, id);
  requireDeployed(declared, process.env);
  const environment = localEnvironment(template, declared, { parameters: options.parameters, shell: process.env });
  const built = await buildFunction(declared, root, resolve(root, 'dist'));
  const runner = resolve(root, 'infra/build/run-handler.ts');
  return invokeFunction(declared, built, { event, environment, runner, log: process.stderr });
}

async function runSweep(event: unknown, { parameters }: InvokeOptions): Promise<InvocationReply> {
  const [parameter] = Object.keys(parameters);
  if (parameter !== undefined)
    throw new Error(`--parameter ${parameter}: ${SWEEP} has the settings that it was deployed with; leave it out`);
  return invokeStateMachine(deployedVariable('SWEEP_STATE_MACHINE_ARN', process.env), event, process.stderr);
}

/** A handler that returns nothing has nothing printed. */
function printReply(reply: InvocationReply): void {
  const shown = reply.kind === 'result' ? reply.value : { ...reply, kind: undefined };
  if (shown !== undefined) process.stdout.write(`${JSON.stringify(shown, undefined, 2)}\n`);
}
