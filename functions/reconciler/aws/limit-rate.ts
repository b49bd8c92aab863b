import type { RateLimiter } from './rate-limiter.ts';

interface Sender {
  readonly config: {
    readonly requestHandler: {
      // biome-ignore lint/suspicious/noExplicitAny: a request of any protocol; nothing is read from it here
      handle(request: any, options?: { readonly abortSignal?: unknown }): Promise<any>;
    };
  };
}

/** Each attempt that `client` sends, retries included, waits for a place: the handler is what they all pass, and what knows whether they were aborted. */
export function limitRate<Client extends Sender>(client: Client, limiter: RateLimiter): Client {
  const { requestHandler } = client.config;
  const send = requestHandler.handle.bind(requestHandler);
  requestHandler.handle = async (request, options) => {
    const signal = options?.abortSignal;
    await limiter(signal instanceof AbortSignal ? signal : undefined);
    // It refuses what was aborted meanwhile.
    return send(request, options);
  };
  return client;
}
