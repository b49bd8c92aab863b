/** A form of the query protocol as the tree that its keys spell: `Tags.member.1.Key=a` → `{Tags: {member: [{Key: 'a'}]}}`. */
export type FormNode = string | FormNode[] | { [name: string]: FormNode };

export function readForm(form: Iterable<[string, string]>): FormNode {
  const root: { [name: string]: FormNode } = {};
  for (const [key, value] of form) place(root, key.split('.'), value);
  return toLists(root);
}

function place(node: { [name: string]: FormNode }, path: readonly string[], value: string): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    node[name] = value;
    return;
  }
  const child = node[name];
  const next = typeof child === 'object' && !Array.isArray(child) ? child : {};
  node[name] = next;
  place(next, rest, value);
}

/** A node whose names are all numbers is a list in the order of the numbers. */
function toLists(node: FormNode): FormNode {
  if (typeof node !== 'object' || Array.isArray(node)) return node;
  const entries = Object.entries(node).map(([name, child]) => [name, toLists(child)] as const);
  if (entries.length === 0 || !entries.every(([name]) => /^\d+$/.test(name))) return Object.fromEntries(entries);
  return entries.sort(([one], [other]) => Number(one) - Number(other)).map(([, child]) => child);
}
