import type { Order } from './in-order.ts';
import { isMap } from './is-map.ts';

/** A template as the user writes it, parsed. */
export interface Template {
  readonly Resources: Readonly<Record<string, ResourceDefinition>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

export type Properties = Readonly<Record<string, unknown>>;

export interface ResourceDefinition {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly DependsOn?: string | readonly string[];
  /** @default 'Delete' */
  readonly DeletionPolicy?: 'Delete' | 'Retain' | 'RetainExceptOnCreate';
  /** @default 'Delete' */
  readonly UpdateReplacePolicy?: 'Delete' | 'Retain';
}

/** The order in which a template's resources come into being. */
export function orderOf({ Resources }: Template): Order {
  const needs = new Map(Object.entries(Resources).map(([id, definition]) => [id, dependenciesOf(definition)]));
  return { ids: [...needs.keys()], before: (id) => needs.get(id) ?? [] };
}

/** The resources that must be there before this one: those it names in DependsOn, and those it refers to. */
export function dependenciesOf(definition: ResourceDefinition): readonly string[] {
  const named = definition.DependsOn ?? [];
  return [...new Set([...(typeof named === 'string' ? [named] : named), ...referencesIn(definition.Properties)])];
}

/** The logical ids that Ref and Fn::GetAtt name anywhere in a value. */
export function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isMap(value)) return [];
  const reference = toReference(value);
  return reference === undefined ? Object.values(value).flatMap(referencesIn) : [reference.logicalId];
}

export interface Reference {
  readonly logicalId: string;
  /** The attribute of Fn::GetAtt; absent for Ref. */
  readonly attribute?: string;
}

export function toReference(value: Properties): Reference | undefined {
  const [name, ...more] = Object.keys(value);
  if (more.length > 0) return undefined;
  if (name === 'Ref' && typeof value.Ref === 'string') return { logicalId: value.Ref };
  const target = name === 'Fn::GetAtt' ? value[name] : undefined;
  if (!Array.isArray(target) || target.length !== 2) return undefined;
  return { logicalId: String(target[0]), attribute: String(target[1]) };
}
