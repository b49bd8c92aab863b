import { isIPv4, isIPv6 } from 'node:net';
import type { ResourceRecordSet, RRType } from '@aws-sdk/client-route-53';
import { fatalProblem, parseDnsName } from './dns-name.ts';

type Check = (value: string) => string | undefined;

const number = '\\d{1,10}';
const word = '[A-Za-z0-9-]+';
const quotedStrings = /^"(?:[^"\\]|\\.)*"(?:\s+"(?:[^"\\]|\\.)*")*$/s;

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html */
const checks: Readonly<Record<RRType, Check>> = {
  A: (value) =>
    isIPv4(value) ? undefined : fatalProblem('ARRDATAIllegalIPv4Address', 'Value is not a valid IPv4 address', value),
  AAAA: (value) =>
    isIPv6(value)
      ? undefined
      : fatalProblem('AAAARRDATAIllegalIPv6Address', 'Value is not a valid IPv6 address', value),
  CNAME: checkName,
  NS: checkName,
  PTR: checkName,
  TXT: checkStrings,
  SPF: checkStrings,
  MX: fields('MX', `^${number}$`, checkName),
  SRV: fields('SRV', `^${number} ${number} ${number}$`, checkName),
  HTTPS: checkServiceBinding,
  SVCB: checkServiceBinding,
  CAA: shape('CAA', `^${number} ${word} ".*"$`),
  DS: shape('DS', `^${number} ${number} ${number} [0-9A-Fa-f ]+$`),
  TLSA: shape('TLSA', `^[0-3] [01] [0-2] [0-9A-Fa-f ]+$`),
  SSHFP: shape('SSHFP', `^${number} ${number} [0-9A-Fa-f ]+$`),
  NAPTR: shape('NAPTR', `^${number} ${number} "[^"]*" "[^"]*" "[^"]*" \\S+$`),
  SOA: shape('SOA', `^\\S+ \\S+ ${number} ${number} ${number} ${number} ${number}$`),
};

/** What is wrong with the values of a record set, in AWS's sentences. */
export function recordValueProblems({ Type, ResourceRecords }: ResourceRecordSet): string[] {
  const values = (ResourceRecords ?? []).map(({ Value }) => Value ?? '');
  const malformed = values.flatMap((value) => checks[Type ?? 'A'](value) ?? []);
  const repeated = values.filter((value, position) => values.indexOf(value) !== position);
  return [
    ...malformed.map((problem) => `Invalid Resource Record: '${problem}'`),
    ...new Set(repeated.map((value) => `Duplicate Resource Record: '${value}'`)),
  ];
}

function checkName(value: string): string | undefined {
  const parsed = parseDnsName(value);
  return parsed.kind === 'problem' ? parsed.problem : undefined;
}

function checkStrings(value: string): string | undefined {
  if (!quotedStrings.test(value))
    return fatalProblem('InvalidCharacterString', 'Value should be enclosed in quotation marks', value);
  const strings = value.match(/"(?:[^"\\]|\\.)*"/gs) ?? [];
  const tooLong = strings.some((string) => string.slice(1, -1).replaceAll(/\\[0-7]{3}|\\./gs, '_').length > 255);
  return tooLong ? fatalProblem('CharacterStringTooLong', 'Value is too long', value) : undefined;
}

function checkServiceBinding(value: string): string | undefined {
  const [, target] = /^\d{1,5} (\S+)( \S+)*$/.exec(value) ?? [];
  if (target === undefined) return fieldCount('SVCB', value);
  return target === '.' ? undefined : checkName(target);
}

/** Numbers first, a name last. */
function fields(type: string, head: string, last: Check): Check {
  return (value) => {
    const lastSpace = value.lastIndexOf(' ');
    if (!new RegExp(head).test(value.slice(0, Math.max(lastSpace, 0)))) return fieldCount(type, value);
    return last(value.slice(lastSpace + 1));
  };
}

function shape(type: string, pattern: string): Check {
  const expected = new RegExp(pattern, 's');
  return (value) => (expected.test(value) ? undefined : fieldCount(type, value));
}

function fieldCount(type: string, value: string): string {
  return fatalProblem(`${type}RRDATANotValid`, `Value is not valid for record type ${type}`, value);
}
