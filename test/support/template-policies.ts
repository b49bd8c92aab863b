/**
 * The policies of template.yaml as they are deployed: intrinsic functions resolved as CloudFormation would in account 111111111111 in eu-west-1,
 * conditions decided by the parameters that are given.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { conditionHolds, parameterValues, type Scope } from '../../infra/build/resolve-intrinsics.ts';
import { parseTemplate, type Resource, type Template, type Unresolved } from '../../infra/build/template.ts';
import { ACCOUNT } from './estates.ts';

const TEXTS = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const STATEMENT = z.strictObject({
  Sid: z.string(),
  Effect: z.literal('Allow'),
  Action: TEXTS,
  Resource: TEXTS,
  Condition: z.record(z.string(), z.record(z.string(), TEXTS)).optional(),
});
const DOCUMENT = z.object({ Version: z.string(), Statement: z.array(STATEMENT) });

export type Statement = z.infer<typeof STATEMENT>;

const PSEUDO = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-west-1',
  'AWS::StackName': 'secure-api-edge',
  'AWS::URLSuffix': 'amazonaws.com',
};

type Parameters = Readonly<Record<string, string>>;

/** What the role of one function may, in the order of its policies. */
export function statementsOf(functionId: string, parameters: Parameters): readonly Statement[] {
  const scope = readScope('template.yaml', parameters);
  return statementsOfAll(resourceOf(scope.template, functionId).Properties?.Policies, scope);
}

/** What a role that a template makes may. */
export function statementsOfRole(file: string, roleId: string, parameters: Parameters): readonly Statement[] {
  const scope = readScope(file, parameters);
  return statementsOfAll(resourceOf(scope.template, roleId).Properties?.ManagedPolicyArns, scope);
}

/** Who may assume a role that a template makes. */
export function trustOf(file: string, roleId: string, parameters: Parameters): Unresolved {
  const scope = readScope(file, parameters);
  return resolve(resourceOf(scope.template, roleId).Properties?.AssumeRolePolicyDocument ?? null, scope);
}

function statementsOfAll(given: Unresolved = [], scope: Scope): readonly Statement[] {
  const policies = resolve(given, scope);
  return (Array.isArray(policies) ? policies : []).flatMap((policy) => statementsIn(policy, scope));
}

/** Every statement of a template that says what its holder may do, whoever holds it. */
export function everyStatement(file: string, parameters: Parameters): readonly Statement[] {
  const scope = readScope(file, parameters);
  return Object.values(scope.template.Resources)
    .flatMap(({ Properties }) => documentsIn(Properties as Unresolved))
    .map((document) => DOCUMENT.parse(resolve(document, scope)))
    .flatMap(({ Statement }) => Statement);
}

function readScope(file: string, parameters: Parameters): Scope {
  const template = parseTemplate(readFileSync(file, 'utf8'));
  return { template, values: { ...parameterValues(template, parameters), ...PSEUDO } };
}

/** A document that names a principal says who may use a resource; it belongs to the resource. */
function documentsIn(value: Unresolved | undefined): readonly Unresolved[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!('Statement' in value)) return Object.values(value).flatMap(documentsIn);
  return JSON.stringify(value).includes('"Principal"') ? [] : [value];
}

/** A managed policy by its logical id, or a document in its place. Policies that somebody else wrote are named by ARN: they are not ours to judge. */
function statementsIn(policy: Unresolved, scope: Scope): readonly Statement[] {
  if (typeof policy !== 'string') return DOCUMENT.parse(policy).Statement;
  if (policy.startsWith('arn:')) return [];
  const { PolicyDocument = null } = resourceOf(scope.template, policy).Properties ?? {};
  return DOCUMENT.parse(resolve(PolicyDocument, scope)).Statement;
}

function resourceOf({ Resources }: Template, logicalId: string): Resource {
  const resource = Resources[logicalId];
  if (resource === undefined) throw new Error(`template: has no resource ${logicalId}`);
  return resource;
}

function resolve(value: Unresolved, scope: Scope): Unresolved {
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope)).filter((item) => item !== NO_VALUE);
  if (typeof value !== 'object' || value === null) return value;
  const [[name, operand] = ['', null]] = Object.entries(value);
  const list = Array.isArray(operand) ? operand : [];
  switch (name) {
    case 'Ref':
      return referTo(String(operand), scope);
    case 'Fn::GetAtt':
      return attributeOf(String(operand).split('.'), scope);
    case 'Fn::Sub':
      return String(operand).replace(/\$\{([\w:.]+)\}/g, (_, reference: string) =>
        reference.includes('.') ? attributeOf(reference.split('.'), scope) : referTo(reference, scope),
      );
    case 'Fn::If':
      return resolve(list[conditionHolds({ Condition: String(list[0]) }, scope) ? 1 : 2] ?? null, scope);
    case 'Fn::Split':
      return String(resolve(list[1] ?? null, scope)).split(String(list[0]));
    default:
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner, scope)]));
  }
}

const NO_VALUE = 'AWS::NoValue';

function referTo(id: string, scope: Scope): string {
  const isArn = REFERRED_TO_BY_ARN.includes(scope.template.Resources[id]?.Type ?? '');
  return scope.values[id] ?? (isArn ? attributeOf([id, 'Arn'], scope) : id);
}

/** Of a resource that this template makes; its name there is its logical id. */
function attributeOf([id = '', attribute = '']: readonly string[], { template }: Scope): string {
  const { Type } = resourceOf(template, id);
  const arn = ARN_PARTS[Type];
  if (attribute === 'Name') return id;
  if (attribute !== 'Arn' || arn === undefined)
    throw new Error(`template: ${attribute} of a ${Type} is not known here`);
  return `arn:aws:${arn.replace('|', `:eu-west-1:${ACCOUNT}:`)}${id}`;
}

/** Resources whose `Ref` is their ARN. */
const REFERRED_TO_BY_ARN = ['AWS::Serverless::StateMachine', 'AWS::SNS::Topic'];

/** What stands before and behind Region and account. */
const ARN_PARTS: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'lambda|function:',
  'AWS::Serverless::StateMachine': 'states|stateMachine:',
  'AWS::SQS::Queue': 'sqs|',
  'AWS::S3::Bucket': 's3:::',
  'AWS::SNS::Topic': 'sns|',
  'AWS::Events::EventBus': 'events|event-bus/',
};
