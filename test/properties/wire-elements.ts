import { type NormalizedSchema, NormalizedSchema as Schema } from '@smithy/core/schema';
import { readXmlElements, stepTo, type XmlElement } from '../../simulator/core/xml-elements.ts';

/** Every element of `xml` that holds text or nothing, by its place: `DistributionConfig/Origins/Items/Origin[2]/Id` → `bucket`. In document order. */
export function wireElements(xml: string): ReadonlyMap<string, string> {
  const root = readXmlElements(xml);
  const found = new Map<string, string>();
  if (root !== undefined) collectElements(root, root.name, xml, found);
  return found;
}

function collectElements(element: XmlElement, place: string, xml: string, found: Map<string, string>): void {
  if (element.children.length === 0) found.set(place, contentOf(element, xml));
  for (const child of element.children) {
    collectElements(child, `${place}/${stepTo(child, element.children)}`, xml, found);
  }
}

/** `<A/>` and `<A></A>` are the same. */
function contentOf({ start, contentEnd }: XmlElement, xml: string): string {
  return contentEnd === undefined ? '' : xml.slice(xml.indexOf('>', start) + 1, contentEnd);
}

/** Every member of the SDK's model at or below `schema` that is no structure itself: `Origins.Items[].CustomHeaders.Items[].HeaderName`. */
export function modelFields(schema: unknown): readonly string[] {
  return fieldsBelow(Schema.of(schema as never), '');
}

function fieldsBelow(schema: NormalizedSchema, path: string): readonly string[] {
  if (schema.isListSchema()) return fieldsBelow(schema.getValueSchema(), `${path}[]`);
  if (!schema.isStructSchema()) return [path];
  const prefix = path === '' ? '' : `${path}.`;
  const members = [...schema.structIterator()];
  return members.length === 0 ? [path] : members.flatMap(([name, member]) => fieldsBelow(member, prefix + name));
}

/** The fields that `value` says something in: an empty text or an empty list does not count. */
export function usedFields(value: unknown, path = ''): readonly string[] {
  if (value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.flatMap((item) => usedFields(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [path];
  const prefix = path === '' ? '' : `${path}.`;
  return Object.entries(value).flatMap(([name, member]) => usedFields(member, prefix + name));
}
