/**
 * Names that cross the whole program. Each brand has one parser, here; `as` appears nowhere else for them.
 * A DomainName is lower-case and without a trailing dot, always.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type DomainName = Branded<'DomainName'>;
export type Region = Branded<'Region'>;
export type AccountId = Branded<'AccountId'>;

const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;

/** A domain name as a person writes it, or undefined when it is none. A leading `*.` is allowed. */
export function parseDomainName(text: string): DomainName | undefined {
  const name = text.trim().toLowerCase().replace(/\.$/, '');
  const labels = (name.startsWith('*.') ? name.slice(2) : name).split('.');
  const valid = name.length <= 253 && labels.length >= 2 && labels.every((label) => LABEL.test(label));
  return valid ? (name as DomainName) : undefined;
}

/** A name as an AWS service returned it: spelled our way, not judged. Octal escapes (`\052`) become characters. */
export function domainNameFromAws(text: string): DomainName {
  const unescaped = text.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
  return unescaped.toLowerCase().replace(/\.$/, '') as DomainName;
}

export function parseRegion(text: string): Region | undefined {
  return /^[a-z]{2,4}(-[a-z]+)+-\d$/.test(text) ? (text as Region) : undefined;
}

export function parseAccountId(text: string): AccountId | undefined {
  return /^\d{12}$/.test(text) ? (text as AccountId) : undefined;
}

/** CloudFront's certificates and control API live here. */
export const GLOBAL_REGION = 'us-east-1' as Region;

/**
 * Whether a certificate name covers `name` by RFC 6125 §6.4.3: equal, or a wildcard for exactly the left-most label.
 * `*.example.com` covers neither `example.com` nor `a.b.example.com`.
 */
export function certificateNameCovers(certificateName: string, name: DomainName): boolean {
  const pattern = certificateName.toLowerCase();
  if (pattern === name) return true;
  if (!pattern.startsWith('*.')) return false;
  const firstDot = name.indexOf('.');
  return firstDot > 0 && !name.startsWith('*.') && name.slice(firstDot) === pattern.slice(1);
}

/** Whether `name` is `zoneName` or below it, aligned to labels: `badexample.com` is not in `example.com`. */
export function isWithinZone(zoneName: DomainName, name: DomainName): boolean {
  return name === zoneName || name.endsWith(`.${zoneName}`);
}
