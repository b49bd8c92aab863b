type Next = (args: unknown) => Promise<unknown>;

/** Stands around one attempt of a request; `send` lets it go. */
export type AroundCall = (operation: string, send: () => Promise<unknown>) => Promise<unknown>;

interface SdkClient {
  readonly middlewareStack: {
    add(
      middleware: (next: Next, context: { readonly commandName?: string }) => Next,
      options: { readonly step: 'finalizeRequest'; readonly priority: 'low'; readonly name: string },
    ): void;
  };
}

/** The same clients, of every service and Region, with `around` standing around each attempt that they send. */
export function aroundCalls<Clients extends object>(clients: Clients, around: AroundCall): Clients {
  const added = new WeakSet<object>();
  const add = (member: unknown): unknown => {
    if (!isSdkClient(member) || added.has(member)) return member;
    added.add(member);
    member.middlewareStack.add(
      (next, { commandName = '' }) =>
        (args) =>
          around(commandName.replace(/Command$/, ''), () => next(args)),
      { step: 'finalizeRequest', priority: 'low', name: 'aroundCall' },
    );
    return member;
  };
  const members = Object.entries(clients).map(([name, member]) => [
    name,
    typeof member === 'function' ? (...args: unknown[]) => add(member(...args)) : add(member),
  ]);
  return Object.fromEntries(members) as Clients;
}

function isSdkClient(value: unknown): value is SdkClient {
  return typeof value === 'object' && value !== null && 'middlewareStack' in value;
}
