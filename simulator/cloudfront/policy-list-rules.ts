import { ServiceError } from '../core/service-error.ts';
import { requireListableHeaders } from './header-list-rules.ts';
import { invalidArgument, requireLength, requireMembers } from './invalid-argument.ts';
import type { PolicyWords } from './policy-kind.ts';

const MAXIMUM_NAMES = 10;
const MAXIMUM_CHARACTERS = 1024;

interface NameList {
  readonly Items?: readonly string[] | undefined;
}

/** The names that a policy lists, by what they name. */
export interface PolicyLists {
  readonly headers: NameList | undefined;
  readonly cookies: NameList | undefined;
  readonly queryStrings: NameList | undefined;
}

/** Refuses a policy without a name, or with one that AWS does not take. */
export function requirePolicyName(config: {
  readonly Name?: string | undefined;
  readonly Comment?: string | undefined;
}): void {
  requireMembers(config, ['Name']);
  requireLength('Name', config.Name, 128);
  requireLength('Comment', config.Comment, 128);
  if (/^[A-Za-z0-9_-]+$/.test(config.Name ?? '')) return;
  throw invalidArgument('The parameter Name contains characters that are not allowed.');
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-policies */
export function requirePolicyLists(kind: PolicyWords, lists: PolicyLists): void {
  const [headers, cookies, queryStrings] = [lists.headers, lists.cookies, lists.queryStrings].map(namesOf);
  requireFew(kind, 'Headers', 'headers', headers);
  requireFew(kind, 'Cookies', 'cookies', cookies);
  requireFew(kind, 'QueryStrings', 'query strings', queryStrings);
  requireListableHeaders(headers ?? []);
  const characters = [headers, cookies, queryStrings].flat().join('').length;
  if (characters > MAXIMUM_CHARACTERS) throw invalidArgument('The parameter names of the policy are too big.');
}

/** `whitelist` and `allExcept` need a list, every other behavior refuses one. */
export function requireList(parameter: string, behavior: string | undefined, list: NameList | undefined): void {
  const needsList = ['whitelist', 'allExcept', 'allViewerAndWhitelistCloudFront'].includes(behavior ?? '');
  const names = namesOf(list);
  if (needsList && names.length === 0) throw invalidArgument(`The parameter ${parameter} is required.`);
  if (needsList || names.length === 0) return;
  throw invalidArgument(`The parameter ${parameter} cannot be used when the behavior is ${behavior}.`);
}

function requireFew(kind: PolicyWords, code: string, words: string, names: readonly string[] = []): void {
  if (names.length <= MAXIMUM_NAMES) return;
  throw new ServiceError(
    `TooMany${code}In${kind.name}`,
    400,
    `The number of ${words} in the ${kind.words} exceeds the maximum. For more information, see Quotas (formerly known as limits) in the Amazon CloudFront Developer Guide.`,
  );
}

function namesOf(list: NameList | undefined): readonly string[] {
  return list?.Items ?? [];
}
