/**
 * template.yaml as CloudFormation reads it: short tags (`!Ref`, `!If`, …) become their long forms, nothing is resolved yet.
 * Building and invoking both start from here, so what runs on a developer's machine is what the template says, not a copy of it.
 */
import { parse, YAMLMap, YAMLSeq } from 'yaml';

/** A value that may still hold `{ Ref: … }` or `{ 'Fn::…': … }`. */
export type Unresolved =
  | string
  | number
  | boolean
  | null
  | readonly Unresolved[]
  | { readonly [key: string]: Unresolved };

export interface Parameter {
  readonly Type: string;
  readonly Default?: string | number;
  readonly Description?: string;
  readonly AllowedValues?: readonly (string | number)[];
}

export interface BuildProperties {
  readonly EntryPoints: readonly string[];
  readonly [property: string]: Unresolved;
}

export interface FunctionProperties {
  readonly Handler?: string;
  readonly Runtime?: string;
  readonly Timeout?: number;
  readonly MemorySize?: number;
  readonly Environment?: { readonly Variables: Readonly<Record<string, Unresolved>> };
}

export interface Resource {
  readonly Type: string;
  readonly DependsOn?: string | readonly string[];
  readonly Metadata?: { readonly BuildMethod?: string; readonly BuildProperties?: BuildProperties };
  readonly Properties?: FunctionProperties & Readonly<Record<string, Unresolved | undefined>>;
}

export interface Template {
  readonly Parameters?: Readonly<Record<string, Parameter>>;
  readonly Conditions?: Readonly<Record<string, Unresolved>>;
  readonly Globals?: { readonly Function?: FunctionProperties };
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, Readonly<Record<string, Unresolved>>>>;
}

/** One function as the template declares it, with Globals merged in. */
export interface DeclaredFunction {
  readonly logicalId: string;
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, Unresolved>>;
  readonly build: BuildProperties;
}

const SHORT_TAGS = ['And', 'Equals', 'GetAtt', 'If', 'ImportValue', 'Join', 'Not', 'Or', 'Select', 'Split', 'Sub'];
const LONG_FORMS = [
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...SHORT_TAGS.map((name) => [`!${name}`, `Fn::${name}`] as const),
] as const;

export function parseTemplate(text: string): Template {
  return parse(text, { customTags: LONG_FORMS.flatMap(([tag, key]) => longForm(tag, key)) });
}

/** Logical ids of the functions that `sam build` would build, in the order of the template. */
export function functionIds(template: Template): readonly string[] {
  return Object.keys(template.Resources).filter((id) => isFunction(template.Resources[id]));
}

export function declaredFunction(template: Template, logicalId: string): DeclaredFunction {
  const resource = template.Resources[logicalId];
  const { Handler, BuildProperties } = { ...resource?.Properties, ...resource?.Metadata };
  if (!isFunction(resource) || Handler === undefined || BuildProperties === undefined)
    throw new Error(`function: not in the template, got ${logicalId}; name one of ${functionIds(template).join(', ')}`);

  const globals = template.Globals?.Function;
  const merged = { ...globals, ...resource?.Properties };
  return {
    logicalId,
    handler: Handler,
    runtime: merged.Runtime ?? '',
    timeoutSeconds: merged.Timeout ?? 3,
    memoryMegabytes: merged.MemorySize ?? 128,
    environment: { ...globals?.Environment?.Variables, ...resource?.Properties?.Environment?.Variables },
    build: BuildProperties,
  };
}

function isFunction(resource: Resource | undefined): boolean {
  return resource?.Type === 'AWS::Serverless::Function';
}

/** A short tag may stand before a scalar (`!Ref Mode`) or a list (`!If [a, b, c]`); the parser wants one entry for each. */
function longForm(tag: string, key: string) {
  const wrapSequence = (sequence: YAMLMap.Parsed | YAMLSeq.Parsed) => {
    const map = new YAMLMap();
    const items = new YAMLSeq();
    items.items = sequence.items;
    map.set(key, items);
    return map;
  };
  return [
    { tag, resolve: (text: string) => ({ [key]: text }) },
    { tag, collection: 'seq' as const, resolve: wrapSequence },
  ];
}
