import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  LONGEST_LOOK_SECONDS,
  LOOK_TRIES,
  RETRY_PAUSE_SECONDS,
} from '../../../functions/custom-resource/continuation/next-step.ts';
import { runStep, type StepContext } from '../../../functions/custom-resource/continuation/run-step.ts';
import { declaredFunction, parseTemplate } from '../../../infra/build/template.ts';
import { recordedInvocation } from '../../functions/custom-resource/recorded-invocation.ts';

/** It has no types of its own. */
type Validate = (definition: unknown) => { readonly isValid: boolean; readonly errorsText: () => string };
const validate = jest.requireActual<Validate>('asl-validator');

const RETRIER = z.object({
  ErrorEquals: z.array(z.string()),
  IntervalSeconds: z.number(),
  BackoffRate: z.number(),
  MaxAttempts: z.number(),
});
const TASK = z.object({
  Type: z.literal('Task'),
  Parameters: z.object({ step: z.string(), 'work.$': z.literal('$') }),
  Retry: z.array(RETRIER),
  Catch: z.tuple([z.object({ ErrorEquals: z.tuple([z.literal('States.ALL')]), Next: z.string() })]),
  TimeoutSeconds: z.number().optional(),
  TimeoutSecondsPath: z.literal('$.progress.timeoutSeconds').optional(),
});
type Task = z.infer<typeof TASK>;

const definition = parse(readFileSync('infra/state-machines/converge.asl.yaml', 'utf8'));
const tasks = Object.entries<{ readonly Type: string }>(definition.States)
  .filter(([, { Type }]) => Type === 'Task')
  .map(([name, state]): [string, Task] => [name, TASK.parse(state)]);
const stepFunction = declaredFunction(
  parseTemplate(readFileSync('template.yaml', 'utf8')),
  'CustomResourceStepFunction',
);

/** What a Retry waits in all. */
function pausesOf({ IntervalSeconds, BackoffRate, MaxAttempts }: z.infer<typeof RETRIER>): number {
  const pauses = Array.from({ length: MaxAttempts }, (_, attempt) => IntervalSeconds * BackoffRate ** attempt);
  return pauses.reduce((sum, pause) => sum + pause, 0);
}

test('is a definition that Step Functions takes', () => {
  const text = JSON.stringify(definition).replaceAll(
    /\$\{\w+\}/g,
    'arn:aws:lambda:eu-west-1:111111111111:function:CustomResourceStepFunction',
  );

  const { isValid, errorsText } = validate(JSON.parse(text));

  expect({ isValid, errors: isValid ? '' : errorsText() }).toEqual({ isValid: true, errors: '' });
});

test.each(tasks)('%s asks for a step that the function knows, and nothing of it falls through', async (_, task) => {
  const { step } = task.Parameters;

  const running = runStep({ step, work: {} }, recordedInvocation(), {} as StepContext);

  await expect(running).rejects.toThrow(/^execution/);
  await expect(running).rejects.not.toThrow('event.step');
});

/** Of what the function itself came to; the others are Lambda's own refusals. */
function retrierOf({ Retry }: Task): z.infer<typeof RETRIER> {
  return Retry.find(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'))!;
}

test.each(tasks)('%s is tried again whatever ends it', (_, task) => {
  expect(retrierOf(task).MaxAttempts).toBeGreaterThanOrEqual(2);
});

test('tries a look as often, and pauses as long in between, as next-step.ts leaves time for', () => {
  const [, look] = tasks.find(([name]) => name === 'Look')!;

  expect(retrierOf(look).MaxAttempts + 1).toBe(LOOK_TRIES);
  expect(pausesOf(retrierOf(look))).toBe(RETRY_PAUSE_SECONDS);
});

test.each(tasks)('%s ends before its function is ended', (_, { TimeoutSeconds = LONGEST_LOOK_SECONDS }) => {
  expect(TimeoutSeconds).toBeLessThan(stepFunction.timeoutSeconds);
});

test('asks the function that the template names', () => {
  const resources = Object.values<{ readonly Resource?: string }>(definition.States).flatMap(
    ({ Resource = [] }) => Resource,
  );

  expect(new Set(resources)).toEqual(new Set([`\${StepFunctionArn}`]));
});
