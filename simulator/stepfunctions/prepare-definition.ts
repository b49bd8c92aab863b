/**
 * A definition as the interpreter has to see it so that it does what Step Functions does. What it does not know is refused here, before it runs.
 */
import { checkMap } from './check-map.ts';

export type Substitutions = Readonly<Record<string, string | number | boolean>>;

type Node = Readonly<Record<string, unknown>>;

/** The rules of a Choice that ask what a variable is: the interpreter knows them with `true` only. */
const QUESTIONS = ['IsNull', 'IsPresent', 'IsNumeric', 'IsString', 'IsBoolean', 'IsTimestamp'];

const UNKNOWN_FIELDS = [
  'Assign',
  'Arguments',
  'Output',
  'HeartbeatSeconds',
  'HeartbeatSecondsPath',
  'ItemBatcher',
  'Credentials',
];

const LAMBDA = /^arn:aws[\w-]*:(lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:\$LATEST)?|states:::lambda:invoke)$/;

export function prepareDefinition(definition: unknown, substitutions: Substitutions = {}): Node {
  return prepareMachine(substitute(definition, substitutions) as Node);
}

/** As SAM's DefinitionSubstitutions. A string that is nothing but a placeholder takes the type of its substitution. */
function substitute(value: unknown, substitutions: Substitutions): unknown {
  if (typeof value === 'string') return substituteText(value, substitutions);
  if (Array.isArray(value)) return value.map((one) => substitute(one, substitutions));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, substitute(one, substitutions)]));
}

function substituteText(text: string, substitutions: Substitutions): string | number | boolean {
  const find = (name: string) => {
    const found = substitutions[name];
    if (found === undefined) throw new TypeError(`definition: no substitution for \${${name}}`);
    return found;
  };
  const whole = /^\$\{(\w+)\}$/.exec(text);
  if (whole?.[1] !== undefined) return find(whole[1]);
  return text.replace(/\$\{(\w+)\}/g, (_, name: string) => String(find(name)));
}

function prepareMachine(machine: Node): Node {
  requireJsonPath(machine, 'the machine');
  const states = Object.entries((machine.States ?? {}) as Record<string, Node>);
  return { ...machine, States: Object.fromEntries(states.map(([name, state]) => [name, prepareState(name, state)])) };
}

function prepareState(name: string, state: Node): Node {
  requireJsonPath(state, name);
  for (const field of UNKNOWN_FIELDS) {
    if (field in state) throw new TypeError(`definition: ${name}: ${field} is not simulated`);
  }
  if (state.Type === 'Task' && !LAMBDA.test(String(state.Resource))) {
    throw new TypeError(`definition: ${name}: Resource must be a Lambda function, got ${state.Resource}`);
  }
  if (state.Type === 'Map') checkMap(name, state);
  return withoutRootResultPath({
    ...state,
    ...(state.Catch !== undefined && { Catch: (state.Catch as Node[]).map(withoutRootResultPath) }),
    ...(state.Choices !== undefined && { Choices: (state.Choices as Node[]).map(prepareRule) }),
    ...(state.Branches !== undefined && { Branches: (state.Branches as Node[]).map(prepareMachine) }),
    ...(state.ItemProcessor !== undefined && { ItemProcessor: prepareMachine(state.ItemProcessor as Node) }),
    ...(state.Iterator !== undefined && { Iterator: prepareMachine(state.Iterator as Node) }),
  });
}

function requireJsonPath({ QueryLanguage }: Node, place: string): void {
  if (QueryLanguage === undefined || QueryLanguage === 'JSONPath') return;
  throw new TypeError(`definition: ${place}: QueryLanguage ${QueryLanguage} is not simulated`);
}

/** `$` is the default; the interpreter takes it for a name. */
function withoutRootResultPath({ ResultPath, ...node }: Node): Node {
  return ResultPath === '$' || ResultPath === undefined ? node : { ...node, ResultPath };
}

function prepareRule({ Next, ...rule }: Node): Node {
  return { ...prepareCondition(rule), ...(Next !== undefined && { Next }) };
}

function prepareCondition(rule: Node): Node {
  if (Array.isArray(rule.And)) return { ...rule, And: rule.And.map(prepareCondition) };
  if (Array.isArray(rule.Or)) return { ...rule, Or: rule.Or.map(prepareCondition) };
  if (rule.Not !== undefined) return { ...rule, Not: prepareCondition(rule.Not as Node) };
  const question = QUESTIONS.find((one) => rule[one] === false);
  return question === undefined ? withoutConversion(rule) : { Not: { ...rule, [question]: true } };
}

/** A comparison of another type's value is false; the interpreter converts it, or breaks. */
function withoutConversion(rule: Node): Node {
  const comparison = Object.keys(rule).find((key) => /^(Numeric|String)(Less|Greater|Matches)/.test(key));
  if (comparison === undefined) return rule;
  const question = comparison.startsWith('Numeric') ? 'IsNumeric' : 'IsString';
  return { And: [{ Variable: rule.Variable, [question]: true }, rule] };
}
