import { type HeaderList, headerValue, listItems } from './header-list.ts';
import type { ViewerRequest } from './viewer-request.ts';

/** Whether the viewer has this very version of a cached object already. Entity tags come before dates. */
export function isUnmodified({ headers }: ViewerRequest, cached: HeaderList): boolean {
  const known = headerValue(headers, 'if-none-match');
  if (known !== undefined) return listItems(known).some((tag) => tag === '*' || weak(tag) === weak(etagOf(cached)));
  const since = Date.parse(headerValue(headers, 'if-modified-since') ?? '');
  const modified = Date.parse(headerValue(cached, 'last-modified') ?? '');
  return modified <= since;
}

function etagOf(headers: HeaderList): string {
  return (headerValue(headers, 'etag') ?? '').toLowerCase();
}

function weak(tag: string): string {
  return tag.replace(/^w\//, '');
}
