/**
 * What is remembered of one name on its distribution. An edge's own distribution has one name, and its tag `domain` says which; one that nobody has
 * claimed may carry several, so there the value says whose it is: `in 60 for api.example.com`.
 */
import { createHash } from 'node:crypto';
import type { DomainName } from '../model/names.ts';
import { domainToTag, taggedDomain } from '../model/owner-tags.ts';
import type { Tags } from '../model/plan.ts';

/** With a longer name beside every check that failed, the value would not fit into a tag. */
const LONGEST_NAME = 120;
const OF_NAME = /^(.*) for (\S+)$/;

/** The tag's value as far as it speaks of `name`; undefined where it speaks of another one. */
export function memoryOf(tags: Tags, key: string, name: DomainName): string | undefined {
  const value = tags[key];
  if (value === undefined) return undefined;
  const [, fact, of] = OF_NAME.exec(value) ?? [];
  if (of !== undefined) return of === nameInTag(name) ? fact : undefined;
  return taggedDomain(tags) === name ? value : undefined;
}

/** The value of a tag that remembers `fact` of `name`. */
export function memoryToTag(tags: Tags, name: DomainName, fact: string): string {
  return taggedDomain(tags) === name ? fact : `${fact} for ${nameInTag(name)}`;
}

/** Whether the tag remembers something of one of `names`. */
export function isMemoryOfAny(tags: Tags, key: string, names: readonly DomainName[]): boolean {
  return names.some((name) => memoryOf(tags, key, name) !== undefined);
}

function nameInTag(name: DomainName): string {
  const text = domainToTag(name);
  return text.length <= LONGEST_NAME ? text : createHash('sha256').update(text).digest('hex').slice(0, 16);
}
