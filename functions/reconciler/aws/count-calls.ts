import type { Pluggable } from '@smithy/types';

/** Requests by `Service.Operation`, for example `CloudFront.ListDistributions`. */
export interface CallCounter {
  readonly add: (call: string) => void;
  readonly snapshot: () => Readonly<Record<string, number>>;
}

export function createCallCounter(): CallCounter {
  const counts = new Map<string, number>();
  return {
    add: (call) => counts.set(call, (counts.get(call) ?? 0) + 1),
    snapshot: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a middleware stack of any client; this middleware looks at no input or output
type AnyClient = { middlewareStack: { use: (plugin: Pluggable<any, any>) => void } };

/** Counts every attempt that `client` sends: the middleware sits inside the retry loop. */
export function countCalls<Client extends AnyClient>(client: Client, counter: CallCounter): Client {
  client.middlewareStack.use({
    applyToStack: (stack) =>
      stack.add(
        (next, context) => (args) => {
          const service = String(context.clientName ?? '').replace(/Client$/, '');
          const operation = String(context.commandName ?? '').replace(/Command$/, '');
          counter.add(`${service}.${operation}`);
          return next(args);
        },
        { step: 'finalizeRequest', priority: 'low', name: 'countCalls' },
      ),
  });
  return client;
}
