import { appendToElements, elementAt, readXmlElements, stepTo } from '../../../simulator/core/xml-elements.ts';

const TEXT = '<?xml version="1.0"?><!-- <No/> --><A x="1>2"><B><C/></B><B>t<![CDATA[<No/>]]></B></A>';
const root = readXmlElements(TEXT)!;

describe('behavior', () => {
  test('reads elements, and no comments, declarations, attributes or character data', () => {
    expect(root.name).toBe('A');
    expect(root.children.map(({ name, children }) => [name, children.map((each) => each.name)])).toEqual([
      ['B', ['C']],
      ['B', []],
    ]);
  });

  test('cuts an element out of its text', () => {
    const [first] = root.children;

    expect(TEXT.slice(first?.start, first?.end)).toBe('<B><C/></B>');
  });

  test('names a child by its place among those of its name', () => {
    const [first, second] = root.children;

    expect([first, second].map((child) => stepTo(child!, root.children))).toEqual(['B', 'B[2]']);
    expect(elementAt(root, ['B[2]'])).toBe(second);
    expect(elementAt(root, ['B', 'C'])).toBe(first?.children[0]);
    expect(elementAt(root, ['B[3]'])).toBeUndefined();
  });

  test('appends to contents, and opens an element that closed itself', () => {
    const text = '<A><B><C/></B></A>';
    const outer = readXmlElements(text)!;
    const inner = elementAt(outer, ['B', 'C'])!;

    const written = appendToElements(
      text,
      new Map([
        [outer, '<X/>'],
        [inner, '<Y/>'],
      ]),
    );

    expect(written).toBe('<A><B><C><Y/></C></B><X/></A>');
  });

  test('finds no element in an empty text', () => {
    expect(readXmlElements('')).toBeUndefined();
  });
});
