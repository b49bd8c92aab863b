import type { Template, Unresolved } from './template.ts';

/** What `Ref` and conditions are resolved against. */
export interface Scope {
  readonly template: Template;
  /** Values of parameters and of pseudo parameters such as `AWS::Region`, by name. */
  readonly values: Readonly<Record<string, string>>;
}

/** The template's parameters at their defaults, with `given` on top. */
export function parameterValues(
  template: Template,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const parameters = template.Parameters ?? {};
  const unknown = Object.keys(given).find((name) => !(name in parameters));
  if (unknown !== undefined)
    throw new Error(`--parameter ${unknown}: not in the template; name one of ${Object.keys(parameters).join(', ')}`);

  const names = Object.keys(parameters).filter((name) => (given[name] ?? parameters[name]?.Default) !== undefined);
  const values = Object.fromEntries(names.map((name) => [name, String(given[name] ?? parameters[name]?.Default)]));
  for (const [name, value] of Object.entries(given)) assertAllowed(template, name, value);
  return values;
}

/**
 * The text that CloudFormation would put in place of `value`. A `Ref` to a resource becomes its logical id, as in `sam local`:
 * nothing is deployed that could have a real one.
 */
export function resolveText(value: Unresolved, scope: Scope): string {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  const [intrinsic, operand] = only(value);
  if (intrinsic === 'Ref' && typeof operand === 'string') return reference(operand, scope);
  if (intrinsic === 'Fn::Sub' && typeof operand === 'string')
    return operand.replace(/\$\{([\w:]+)\}/g, (_, name: string) => reference(name, scope));
  if (intrinsic === 'Fn::If' && Array.isArray(operand)) {
    const [condition, whenTrue, whenFalse] = operand;
    return resolveText(conditionHolds({ Condition: condition }, scope) ? whenTrue : whenFalse, scope);
  }
  throw new Error(`${intrinsic}: cannot be resolved without a deployment; set the variable in the environment instead`);
}

/** Whether a condition, or the name of one, holds. */
export function conditionHolds(condition: Unresolved, scope: Scope): boolean {
  const [intrinsic, operand] = only(condition);
  if (intrinsic === 'Condition') return conditionHolds(scope.template.Conditions?.[String(operand)] ?? null, scope);
  const operands = Array.isArray(operand) ? operand : [];
  const [left = null, right = null] = operands;
  if (intrinsic === 'Fn::Equals') return resolveText(left, scope) === resolveText(right, scope);
  if (intrinsic === 'Fn::Not') return !conditionHolds(left, scope);
  if (intrinsic === 'Fn::And') return operands.every((each) => conditionHolds(each, scope));
  if (intrinsic === 'Fn::Or') return operands.some((each) => conditionHolds(each, scope));
  throw new Error(`condition: unknown, got ${JSON.stringify(condition)}`);
}

function reference(name: string, scope: Scope): string {
  const value = scope.values[name] ?? (name in scope.template.Resources ? name : undefined);
  if (value === undefined) throw new Error(`${name}: has no default; give it with --parameter ${name}=<value>`);
  return value;
}

function only(value: Unresolved): readonly [string, Unresolved] {
  const entries = value === null ? [] : Object.entries(value);
  const [entry] = entries;
  if (entries.length !== 1 || entry === undefined)
    throw new Error(`value: expected one intrinsic function, got ${JSON.stringify(value)}`);
  return entry;
}

function assertAllowed(template: Template, name: string, value: string): void {
  const allowed = template.Parameters?.[name]?.AllowedValues?.map(String);
  if (allowed !== undefined && !allowed.includes(value))
    throw new Error(`--parameter ${name}: not allowed, got ${value}; use one of ${allowed.join(', ')}`);
}
