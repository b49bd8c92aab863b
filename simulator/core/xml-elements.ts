/** An element of an XML text, by its offsets there: enough to cut it out, or to put something into it. */
export interface XmlElement {
  readonly name: string;
  readonly start: number;
  /** Where its end tag begins; undefined when it closes itself (`<A/>`). */
  contentEnd: number | undefined;
  end: number;
  readonly children: XmlElement[];
}

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([^\s/>!?]+)(?:"[^"]*"|'[^']*'|[^"'>])*?(\/?)>/g;

/** The root element; undefined for a text that has none. It expects a text that a parser has read already. */
export function readXmlElements(text: string): XmlElement | undefined {
  const document: XmlElement = { name: '', start: 0, contentEnd: undefined, end: text.length, children: [] };
  const open = [document];
  for (const { 0: token, 1: isEnd, 2: name, 3: closesItself, index } of text.matchAll(TOKEN)) {
    const after = index + token.length;
    if (isEnd) {
      close(open, index, after);
    } else if (name !== undefined) {
      const element: XmlElement = { name, start: index, contentEnd: undefined, end: after, children: [] };
      open.at(-1)?.children.push(element);
      if (!closesItself) open.push(element);
    }
  }
  return document.children[0];
}

function close(open: XmlElement[], contentEnd: number, end: number): void {
  const element = open.length > 1 ? open.pop() : undefined;
  if (element === undefined) return;
  element.contentEnd = contentEnd;
  element.end = end;
}

/** `Origin`, or `Origin[2]` for the second of that name: how a path names `child` among its siblings. */
export function stepTo(child: XmlElement, siblings: readonly XmlElement[]): string {
  const ordinal = siblings.filter(({ name }) => name === child.name).indexOf(child) + 1;
  return ordinal === 1 ? child.name : `${child.name}[${ordinal}]`;
}

/** The element that `steps` lead to from `element`. */
export function elementAt(element: XmlElement, steps: readonly string[]): XmlElement | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return element;
  const { name, ordinal } = readStep(step);
  const child = element.children.filter((each) => each.name === name)[ordinal - 1];
  return child && elementAt(child, rest);
}

export function readStep(step: string): { readonly name: string; readonly ordinal: number } {
  const [, name = step, ordinal = '1'] = /^(.+?)(?:\[(\d+)\])?$/.exec(step) ?? [];
  return { name, ordinal: Number(ordinal) };
}

/** `text` with more at the end of some elements' contents. */
export function appendToElements(text: string, additions: ReadonlyMap<XmlElement, string>): string {
  const fromTheEnd = [...additions].sort(([one], [other]) => placeIn(other) - placeIn(one));
  return fromTheEnd.reduce((written, [element, xml]) => append(written, element, xml), text);
}

function append(text: string, element: XmlElement, xml: string): string {
  if (element.contentEnd !== undefined) {
    return text.slice(0, element.contentEnd) + xml + text.slice(element.contentEnd);
  }
  const tag = text.slice(element.start, element.end).replace(/\s*\/>$/, '>');
  return `${text.slice(0, element.start)}${tag}${xml}</${element.name}>${text.slice(element.end)}`;
}

function placeIn(element: XmlElement): number {
  return element.contentEnd ?? element.start;
}
