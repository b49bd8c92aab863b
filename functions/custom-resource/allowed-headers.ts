import { shownValue } from '../doors/shown-value.ts';
import { isListableHeader } from '../reconciler/model/header-names.ts';
import { type Complain, property } from './property.ts';

/** CloudFront takes ten headers per policy. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const MOST_HEADERS = 10;
/** The list is remembered in one tag of the distribution. */
const LONGEST_LIST = 256;

/** A list as long as this is judged no further. */
const MOST_ITEMS = 100;

const NOT_LISTABLE = 'CloudFront decides about it itself; leave it out';
const REFUSED: Readonly<Record<string, string>> = {
  '*': 'a list of headers has no wildcard; set HeaderForwarding to all-viewer instead',
  host: 'Host is decided by OriginForm, because API Gateway selects the API by it; leave it out',
  cookie: 'cookies always reach the API; leave it out',
};

/** Headers that must reach the API: lower-case, sorted, each once, so that equal lists are spelled alike. */
export const allowedHeaders = property((value, complain): readonly string[] | undefined => {
  const items = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(items)) return complain(`is not a list or comma-separated text, got ${shownValue(value)}`);

  if (items.length > MOST_ITEMS) return complain(tooMany(items.length));

  const names = new Set(items.flatMap((item: unknown, index) => headerName(item, index, complain) ?? []));
  if (names.size > MOST_HEADERS) return complain(tooMany(names.size));
  const list = [...names].sort();
  const length = list.join(' ').length;
  if (length > LONGEST_LIST) {
    return complain(`is too long, got ${length} characters; at most ${LONGEST_LIST} can be remembered in a tag`);
  }
  return list;
});

function tooMany(count: number): string {
  const advice = `CloudFront takes ${MOST_HEADERS}; name fewer or set HeaderForwarding to all-viewer`;
  return `names too many headers, got ${count}; ${advice}`;
}

function headerName(item: unknown, index: number, complain: Complain): string | undefined {
  if (typeof item !== 'string') return complain(`is not a header name, got ${shownValue(item)}`, index);
  const name = item.trim().toLowerCase();
  // CloudFormation turns an empty CommaDelimitedList into one empty text.
  if (name === '') return undefined;
  const isName = /^[a-z0-9][a-z0-9._-]*$/.test(name);
  const refusal = Object.hasOwn(REFUSED, name) ? REFUSED[name] : isName && !isListableHeader(name) && NOT_LISTABLE;
  if (refusal) return complain(`cannot be listed, got ${shownValue(item)}; ${refusal}`, index);
  if (isName) return name;
  return complain(`is not a header name, got ${shownValue(item)}; use letters, digits, hyphens, dots, _`, index);
}
