import type { Choice, Forwarding } from './forwarding.ts';
import { headerValue, listItems } from './header-list.ts';
import type { ViewerRequest } from './viewer-request.ts';

/** The chosen cookies, in the viewer's order; undefined when none is left. */
export function chosenCookies({ headers }: ViewerRequest, isChosen: Choice): string | undefined {
  const cookies = (headerValue(headers, 'cookie') ?? '').split(/;\s*/).filter((each) => each !== '');
  const chosen = cookies.filter((cookie) => isChosen(nameOf(cookie)));
  return chosen.length === 0 ? undefined : chosen.join('; ');
}

/** The chosen query string parameters, in the viewer's order and spelling. */
export function chosenQuery({ query }: ViewerRequest, isChosen: Choice): string {
  const parameters = query.split('&').filter((each) => each !== '');
  return parameters.filter((parameter) => isChosen(nameOf(parameter))).join('&');
}

/**
 * The `Accept-Encoding` that is left after CloudFront has reduced the viewer's to what it tells apart.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html#cache-policy-compressed-objects
 */
export function normalizedEncoding({ headers }: ViewerRequest, { encodings }: Forwarding): string | undefined {
  const accepted = listItems(headerValue(headers, 'accept-encoding')).map((item) => item.replace(/;.*$/, ''));
  const common = (encodings ?? []).filter((encoding) => accepted.includes(encoding));
  return common.length === 0 ? undefined : common.join(',');
}

function nameOf(pair: string): string {
  return pair.replace(/=.*$/s, '');
}
