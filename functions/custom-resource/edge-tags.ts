import { shownValue } from '../doors/shown-value.ts';
import { TAG } from '../reconciler/model/tags.ts';
import { type Complain, isMap, property } from './property.ts';

/** A distribution carries fifty tags; every tag that the edge itself may need keeps its place. */
const MOST_TAGS = 50 - Object.keys(TAG).length;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const ALLOWED = /^[\p{L}\p{N}\p{Zs}+\-=._:/@]*$/u;
const RESERVED = ['aws:', 'secure-api-edge:'];

interface Tag {
  readonly place: string | number;
  readonly key: unknown;
  readonly value: unknown;
}

/** The owner's own tags, as a map or as CloudFormation's usual list of `Key` and `Value`. */
export const edgeTags = property((value, complain): Readonly<Record<string, string>> | undefined => {
  const count = Object.keys(Object(value)).length;
  if (count > MOST_TAGS && typeof value === 'object') {
    return complain(`are too many, got ${count}; at most ${MOST_TAGS} fit beside those of the edge itself`);
  }
  const entries = toTags(value, complain).flatMap((tag) => {
    const entry = toEntry(tag, complain);
    return entry === undefined ? [] : [entry];
  });
  return repeatedKey(entries, complain) ?? Object.fromEntries(entries);
});

function toTags(value: unknown, complain: Complain): readonly Tag[] {
  if (isMap(value)) {
    return Object.entries(value).map(([key, tagged]) => ({ place: key.slice(0, 64), key, value: tagged }));
  }
  if (!Array.isArray(value)) {
    complain(`are not a map or a list of Key and Value, got ${shownValue(value)}`);
    return [];
  }
  return value.flatMap((item: unknown, place) => {
    if (isMap(item)) return [{ place, key: item.Key, value: item.Value }];
    complain(`is not a Key with a Value, got ${shownValue(item)}`, place);
    return [];
  });
}

function toEntry({ place, key, value }: Tag, complain: Complain): readonly [string, string] | undefined {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  const wrong = wrongKey(key) ?? wrongValue(text);
  if (wrong !== undefined) return complain(wrong, place);
  return typeof key === 'string' && typeof text === 'string' ? [key, text] : undefined;
}

function wrongKey(key: unknown): string | undefined {
  if (typeof key !== 'string' || key === '') return `has no key, got ${shownValue(key)}`;
  const prefix = RESERVED.find((reserved) => key.toLowerCase().startsWith(reserved));
  if (prefix !== undefined) return `has the reserved prefix ${prefix}, got ${shownValue(key)}; choose another key`;
  if (key.length > LONGEST_KEY) return `has a key of ${key.length} characters; at most ${LONGEST_KEY} are allowed`;
  return ALLOWED.test(key) ? undefined : `has a character in its key that tags do not allow, got ${shownValue(key)}`;
}

function wrongValue(value: unknown): string | undefined {
  if (typeof value !== 'string') return `has no text as value, got ${shownValue(value)}`;
  if (value.length > LONGEST_VALUE)
    return `has a value of ${value.length} characters; at most ${LONGEST_VALUE} are allowed`;
  return ALLOWED.test(value)
    ? undefined
    : `has a character in its value that tags do not allow, got ${shownValue(value)}`;
}

function repeatedKey(entries: readonly (readonly [string, string])[], complain: Complain): undefined {
  const keys = entries.map(([key]) => key);
  const repeated = keys.find((key, index) => keys.indexOf(key) !== index);
  if (repeated !== undefined) complain(`have a key twice, got ${shownValue(repeated)}; keep one`);
  return undefined;
}
