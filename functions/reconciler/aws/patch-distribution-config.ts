/**
 * Writes single settings into a full DistributionConfig and leaves every other byte of it alone. UpdateDistribution replaces the
 * whole config, so what is not carried over is deleted: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateDistribution.html
 *
 * A path is CloudFront's own spelling without `Items`; a bracket selects one element of a list: `Origins[id]`,
 * `CacheBehaviors[pathPattern]`, `CustomErrorResponses[code]`. A list value is written as `{Quantity, Items}`; undefined removes.
 */
import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import { InvariantError } from '../model/errors.ts';
import type { FieldChange, FieldValue } from '../model/plan.ts';
import { quantity } from './distribution.ts';

type Node = Record<string, unknown>;

/** The field that tells the elements of a list apart. */
const LIST_KEYS: Readonly<Record<string, string>> = {
  Origins: 'Id',
  CacheBehaviors: 'PathPattern',
  CustomErrorResponses: 'ErrorCode',
};

/** Settings that exclude each other: writing what a path ends in removes the others beside it. */
const EXCLUDES: Readonly<Record<string, readonly string[]>> = {
  'ViewerCertificate.ACMCertificateArn': [
    'IAMCertificateId',
    'CloudFrontDefaultCertificate',
    'Certificate',
    'CertificateSource',
  ],
  'ViewerCertificate.CloudFrontDefaultCertificate': [
    'ACMCertificateArn',
    'IAMCertificateId',
    'Certificate',
    'CertificateSource',
    'MinimumProtocolVersion',
    'SSLSupportMethod',
  ],
  'ForwardedValues.Cookies.Forward': ['WhitelistedNames'],
};

/** A new config with `changes` written into it; `config` itself is not touched. Throws InvariantError for a path that leads nowhere. */
export function patchDistributionConfig(
  config: DistributionConfig,
  changes: readonly FieldChange[],
): DistributionConfig {
  const patched = structuredClone(config);
  for (const change of changes) writeAt(patched as unknown as Node, change.path, change.after);
  return patched;
}

function writeAt(root: Node, path: string, value: FieldValue): void {
  const segments = splitPath(path);
  const last = segments.pop();
  if (last === undefined || last.selector !== undefined) throw new InvariantError(`not a setting: ${path}`);
  const parent = segments.reduce((node, segment) => step(node, segment, path), root);

  const [, excluded = []] = Object.entries(EXCLUDES).find(([ending]) => path.endsWith(ending)) ?? [];
  for (const name of excluded) delete parent[name];
  if (value === undefined) delete parent[last.name];
  else if (!isList(value)) parent[last.name] = value;
  else parent[last.name] = { ...asNode(parent[last.name]), ...emptied(value) };
}

/** Keeps siblings of the list, for example `CachedMethods` inside `AllowedMethods`; `Items` goes when the list is empty. */
function emptied(value: readonly string[]): Node {
  return { Items: undefined, ...quantity(value) };
}

interface Segment {
  readonly name: string;
  readonly selector: string | undefined;
}

/** At most one selector, in the first segment. It reaches to the last bracket: origin ids and path patterns may hold dots and brackets themselves. */
function splitPath(path: string): Segment[] {
  const [, list, selector, rest = path] = /^(\w+)\[(.*)\]\.([\w.]+)$/s.exec(path) ?? [];
  if (rest.includes('[')) throw new InvariantError(`not a setting: ${path}`);
  const plain = rest.split('.').map((name) => ({ name, selector: undefined }));
  return list === undefined ? plain : [{ name: list, selector }, ...plain];
}

function step(node: Node, segment: Segment, path: string): Node {
  if (segment.selector === undefined) {
    const child = asNode(node[segment.name]);
    node[segment.name] = child;
    return child;
  }
  return listElement(node, segment.name, segment.selector, path);
}

function listElement(node: Node, name: string, selector: string, path: string): Node {
  const key = LIST_KEYS[name];
  if (key === undefined) throw new InvariantError(`no list to select from: ${path}`);
  const items = (asNode(node[name]).Items ?? []) as Node[];
  const found = items.find((item) => String(item[key]) === selector);
  if (found !== undefined) return found;
  if (name !== 'CustomErrorResponses') throw new InvariantError(`no such element: ${path}`);

  // An update demands all four members of an entry; empty ones mean that the API's own error page and status go through.
  const added: Node = { ErrorCode: Number(selector), ResponsePagePath: '', ResponseCode: '' };
  node[name] = { ...asNode(node[name]), Quantity: items.length + 1, Items: [...items, added] };
  return added;
}

function asNode(value: unknown): Node {
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}

function isList(value: FieldValue): value is readonly string[] {
  return Array.isArray(value);
}
