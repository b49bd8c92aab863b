import { NormalizedSchema } from '@smithy/core/schema';
import { appendToElements, elementAt, readXmlElements, stepTo, type XmlElement } from './xml-elements.ts';

/** An element that AWS sends or accepts and that the SDK's model has no member for. */
export interface UnknownElement {
  /** Where it stands: `DistributionConfig/Origins/Items/Origin[2]` is in the second origin. */
  readonly path: string;
  /** The element as it was written, tags included. */
  readonly xml: string;
}

/** Every element below the element `rootName` of `text` that `schema` has no member for. */
export function unknownElements(text: string, rootName: string, schema: unknown): readonly UnknownElement[] {
  const root = findRoot(text, rootName);
  return root ? unknownIn(root, NormalizedSchema.of(schema as never), text, [rootName]) : [];
}

/** `text` with `elements` back in their places; one whose place is not there any more is left out. */
export function withUnknownElements(text: string, rootName: string, elements: readonly UnknownElement[]): string {
  const root = findRoot(text, rootName);
  const additions = new Map<XmlElement, string>();
  for (const { path, xml } of elements) {
    const place = root && elementAt(root, path.split('/').slice(1));
    if (place) additions.set(place, (additions.get(place) ?? '') + xml);
  }
  return appendToElements(text, additions);
}

/** The root itself or, where it is wrapped (`<Distribution>`), the child of that name. */
function findRoot(text: string, rootName: string): XmlElement | undefined {
  const root = readXmlElements(text);
  return root?.name === rootName ? root : root?.children.find(({ name }) => name === rootName);
}

function unknownIn(
  element: XmlElement,
  schema: NormalizedSchema,
  text: string,
  path: readonly string[],
): UnknownElement[] {
  return element.children.flatMap((child) => {
    const member = memberNamed(schema, child.name);
    return member
      ? unknownIn(child, member, text, [...path, stepTo(child, element.children)])
      : [{ path: path.join('/'), xml: text.slice(child.start, child.end) }];
  });
}

function memberNamed(schema: NormalizedSchema, name: string): NormalizedSchema | undefined {
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    return (item.getMergedTraits().xmlName ?? 'member') === name ? item : undefined;
  }
  if (!schema.isStructSchema()) return undefined;
  const members = [...schema.structIterator()];
  return members.find(([member, shape]) => (shape.getMergedTraits().xmlName ?? member) === name)?.[1];
}
