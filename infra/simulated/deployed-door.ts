/** The custom resource as template.yaml deploys it into one account and Region: its functions, its state machine and the rule on its executions. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { AsyncConfig } from '../../simulator/lambda/async-config.ts';
import type { Substitutions } from '../../simulator/stepfunctions/prepare-definition.ts';
import { parameterValues, resolveText } from '../build/resolve-intrinsics.ts';
import { declaredFunction, parseTemplate, type Unresolved } from '../build/template.ts';

/** Where it is deployed. */
export const ACCOUNT = '111111111111';
export const REGION = 'eu-west-1';
export const ADDRESS_KEY = 'a key of sixty-four characters, as Secrets Manager would make it';
export const STATE_MACHINE = 'ConvergeStateMachine';
const STATE_MACHINE_ARN = `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${STATE_MACHINE}`;

export const FUNCTIONS = {
  taking: 'CustomResourceFunction',
  stepping: 'CustomResourceStepFunction',
  answering: 'UnansweredRequestFunction',
} as const;
export type FunctionId = (typeof FUNCTIONS)[keyof typeof FUNCTIONS];

export interface DeployedFunction {
  readonly timeoutSeconds: number;
  readonly asyncConfig: AsyncConfig;
  readonly environment: Readonly<Record<string, string>>;
}

export interface DeployedDoor {
  readonly functions: Readonly<Record<FunctionId, DeployedFunction>>;
  readonly definition: unknown;
  readonly substitutions: Substitutions;
  /** What EventBridge hands on to UnansweredRequestFunction. */
  readonly pattern: unknown;
}

const GET_ATT_ARN = z.object({ 'Fn::GetAtt': z.string().endsWith('.Arn') });
const EVENT_INVOKE_CONFIG = z.object({
  MaximumRetryAttempts: z.number(),
  MaximumEventAgeInSeconds: z.number(),
  DestinationConfig: z
    .object({ OnFailure: z.object({ Type: z.literal('Lambda'), Destination: GET_ATT_ARN }) })
    .optional(),
});
const FUNCTION = z.object({ EventInvokeConfig: EVENT_INVOKE_CONFIG.optional() });
const MACHINE = z.object({
  Type: z.literal('STANDARD'),
  DefinitionUri: z.string(),
  DefinitionSubstitutions: z.record(z.string(), GET_ATT_ARN),
});
const RULE = z.object({ ExecutionEnded: z.object({ Properties: z.object({ Pattern: z.unknown() }) }) });

export function functionArn(id: FunctionId): string {
  return `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${id}`;
}

/** `parameters` of the template that are not at their defaults. */
export function readDeployedDoor(parameters: Readonly<Record<string, string>> = {}): DeployedDoor {
  const template = parseTemplate(readFileSync(fileOf('template.yaml'), 'utf8'));
  const values = {
    ...parameterValues(template, parameters),
    'AWS::Region': REGION,
    [STATE_MACHINE]: STATE_MACHINE_ARN,
  };
  const text = (value: Unresolved) =>
    resolveText(value, { template, values }).replace(/\{\{resolve:secretsmanager:AddressKey\}\}/, ADDRESS_KEY);
  const propertiesOf = (id: string) => template.Resources[id]?.Properties;

  const deployed = (id: FunctionId): DeployedFunction => {
    const { timeoutSeconds, environment } = declaredFunction(template, id);
    const { EventInvokeConfig } = FUNCTION.parse(propertiesOf(id));
    return {
      timeoutSeconds,
      asyncConfig: toAsyncConfig(EventInvokeConfig),
      environment: Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, text(value)])),
    };
  };
  const { DefinitionUri, DefinitionSubstitutions } = MACHINE.parse(propertiesOf(STATE_MACHINE));
  const { Pattern } = RULE.parse(propertiesOf(FUNCTIONS.answering)?.Events).ExecutionEnded.Properties;
  return {
    functions: {
      [FUNCTIONS.taking]: deployed(FUNCTIONS.taking),
      [FUNCTIONS.stepping]: deployed(FUNCTIONS.stepping),
      [FUNCTIONS.answering]: deployed(FUNCTIONS.answering),
    },
    definition: parse(readFileSync(fileOf(DefinitionUri), 'utf8')),
    substitutions: Object.fromEntries(
      Object.entries(DefinitionSubstitutions).map(([name, value]) => [name, arnOf(value)]),
    ),
    pattern: withValues(Pattern as Unresolved, text),
  };
}

/** Whether EventBridge's pattern lets an event through: every field that it names holds one of the values that it lists. */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.includes(event);
  if (typeof event !== 'object' || event === null) return false;
  return Object.entries(pattern as object).every(([name, inner]) =>
    matchesPattern(inner, (event as Record<string, unknown>)[name]),
  );
}

/** Whichever folder the process runs in. */
function fileOf(path: string): URL {
  return new URL(`../../${path}`, import.meta.url);
}

function toAsyncConfig(config: z.infer<typeof EVENT_INVOKE_CONFIG> | undefined): AsyncConfig {
  if (config === undefined) return {};
  const destination = config.DestinationConfig?.OnFailure.Destination;
  return {
    maximumRetryAttempts: config.MaximumRetryAttempts,
    maximumEventAgeSeconds: config.MaximumEventAgeInSeconds,
    ...(destination !== undefined && { onFailure: arnOf(destination) }),
  };
}

function arnOf({ 'Fn::GetAtt': attribute }: z.infer<typeof GET_ATT_ARN>): string {
  return functionArn(attribute.replace('.Arn', '') as FunctionId);
}

/** Pattern fields are maps of lists; a value in a list may still be a `Ref`. */
function withValues(pattern: Unresolved, text: (value: Unresolved) => string): unknown {
  if (Array.isArray(pattern)) return pattern.map(text);
  return Object.fromEntries(
    Object.entries(pattern as Readonly<Record<string, Unresolved>>).map(([name, inner]) => [
      name,
      withValues(inner, text),
    ]),
  );
}
