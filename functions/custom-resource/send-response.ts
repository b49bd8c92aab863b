import { isMap } from './property.ts';
import { maskResponseUrl } from './response-url.ts';

/** Waits before the second and every further attempt: together with the attempts they stay below what the answer has. */
const BACKOFF_SECONDS = [0.25, 0.5, 1, 2];
const ATTEMPT_SECONDS = 2;

export type Delivery =
  | { readonly kind: 'delivered' }
  /** `because` names no part of the URL. */
  | { readonly kind: 'undelivered'; readonly because: string };

/** Sends the answer once and gives the HTTP status. */
export type Put = (url: string, body: string) => Promise<number>;

export interface SendOptions {
  readonly put: Put;
  readonly attempts: number;
  readonly sleep: (seconds: number) => Promise<void>;
  readonly remainingSeconds: () => number;
}

/** PUTs the answer until it is accepted (any 2xx), the attempts are used up or the time is. */
export async function sendResponse(url: string, body: string, options: SendOptions): Promise<Delivery> {
  let delivery = await attempt(url, body, options.put);
  for (const seconds of BACKOFF_SECONDS.slice(0, options.attempts - 1)) {
    if (delivery.kind === 'delivered' || options.remainingSeconds() < seconds + ATTEMPT_SECONDS) return delivery;
    await options.sleep(seconds);
    delivery = await attempt(url, body, options.put);
  }
  return delivery;
}

/** The real `Put`. */
export async function putResponse(url: string, body: string): Promise<number> {
  const response = await fetch(url, {
    method: 'PUT',
    body,
    // The signature covers an empty content type, and S3 refuses any other.
    headers: { 'content-type': '' },
    redirect: 'manual',
    signal: AbortSignal.timeout(ATTEMPT_SECONDS * 1000),
  });
  await response.body?.cancel();
  return response.status;
}

async function attempt(url: string, body: string, put: Put): Promise<Delivery> {
  try {
    const status = await put(url, body);
    if (status >= 200 && status < 300) return { kind: 'delivered' };
    return { kind: 'undelivered', because: `the answer was refused with HTTP ${status}` };
  } catch (error) {
    return { kind: 'undelivered', because: maskResponseUrl(describeError(error), url) };
  }
}

/** `fetch` tells what happened in the cause of its error. */
function describeError(error: unknown): string {
  if (!isMap(error)) return String(error);
  const code = isMap(error.cause) && typeof error.cause.code === 'string' ? `: ${error.cause.code}` : '';
  return `${error.message}${code}`;
}
