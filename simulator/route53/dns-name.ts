/**
 * Route 53 keeps a name in one form: lower case, with a trailing dot, and every character other than a-z, 0-9, hyphen and
 * underscore as an octal escape (`\052` for `*`). What a caller sends may differ in all three; everything here compares
 * canonical names only. Lists are in ASCII order of the labels reversed (`com.example.www.`), trailing dot included.
 *
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
 */
export type ParsedDnsName =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'problem'; readonly problem: string };

const character = /\\([0-3][0-7]{2})|([\s\S])/g;
const plainCharacter = /^[a-z0-9_-]$/;

export function parseDnsName(text: string): ParsedDnsName {
  const labels = labelsOf(text);
  if (labels === undefined) return refused('UnsupportedCharacter', 'Value contains unsupported characters', text);
  if (labels.length === 0) return refused('DomainNameEmpty', 'Domain name is empty', text);
  if (labels.some((label) => label.length === 0)) return refused('DomainLabelEmpty', 'Domain label is empty', text);
  if (labels.some((label) => label.length > 63)) return refused('DomainLabelTooLong', 'Domain label is too long', text);
  if (labels.flat().length + labels.length > 255) return refused('DomainNameTooLong', 'Domain name is too long', text);
  return { kind: 'name', name: `${labels.map((label) => label.join('')).join('.')}.` };
}

/** The way Route 53 words what it cannot read. */
export function fatalProblem(kind: string, explanation: string, value: string): string {
  return `FATAL problem: ${kind} (${explanation}) encountered with '${value}'`;
}

export function liesWithin(name: string, zoneName: string): boolean {
  return name === zoneName || name.endsWith(`.${zoneName}`);
}

/** The name as other services write it: `*.example.com`. */
export function toPlainName(name: string): string {
  return name.replace(/\.$/, '').replaceAll('\\052', '*');
}

/** A key whose ASCII order is the order of Route 53's lists. */
export function orderKey(name: string): string {
  return `${name.slice(0, -1).split('.').reverse().join('.')}.`;
}

export function compareAscii(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function labelsOf(text: string): string[][] | undefined {
  const labels: string[][] = [[]];
  for (const [, octal, plain] of text.matchAll(character)) {
    if (plain === '.') labels.push([]);
    else {
      const code = octal === undefined ? (plain ?? '').charCodeAt(0) : Number.parseInt(octal, 8);
      if (octal === undefined && (code <= 32 || code > 126)) return undefined;
      labels.at(-1)?.push(escaped(code));
    }
  }
  if (labels.at(-1)?.length === 0) labels.pop();
  return labels;
}

function escaped(code: number): string {
  const lowerCase = String.fromCharCode(code).toLowerCase();
  return plainCharacter.test(lowerCase) ? lowerCase : `\\${code.toString(8).padStart(3, '0')}`;
}

function refused(kind: string, explanation: string, value: string): ParsedDnsName {
  return { kind: 'problem', problem: fatalProblem(kind, explanation, value) };
}
