/** Headers as they stand on the wire: in order, repeated names and spelling kept. */
export type Header = readonly [name: string, value: string];
export type HeaderList = readonly Header[];

/** From node's flat list of names and values. */
export function fromRawHeaders(raw: readonly string[]): HeaderList {
  return Array.from(
    { length: raw.length / 2 },
    (_, index) => [raw[2 * index] ?? '', raw[2 * index + 1] ?? ''] as const,
  );
}

/** All values of one name as one, the way HTTP reads repeated headers; undefined when there is none. */
export function headerValue(headers: HeaderList, name: string): string | undefined {
  const values = headers.filter(([each]) => isNamed(each, name)).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(name === 'cookie' ? '; ' : ', ');
}

export function withoutHeaders(headers: HeaderList, ...names: readonly string[]): HeaderList {
  return headers.filter(([each]) => !names.some((name) => isNamed(each, name)));
}

/** With one header of this name and no other. */
export function withHeader(headers: HeaderList, name: string, value: string): HeaderList {
  return [...withoutHeaders(headers, name), [name, value]];
}

/** The items of a comma-separated value, lower case. */
export function listItems(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((item) => item.trim().toLowerCase())
    .filter((item) => item !== '');
}

function isNamed(each: string, name: string): boolean {
  return each.toLowerCase() === name.toLowerCase();
}
