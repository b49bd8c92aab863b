import type { AwsClients } from '../../functions/reconciler/aws/clients.ts';

/** Stands around one AWS call: does what it likes before and after `send`. `nth` counts from 1, over all services. */
export type AroundCall = (nth: number, operation: string, send: () => Promise<unknown>) => Promise<unknown>;

type Next = (args: unknown) => Promise<unknown>;
interface SdkClient {
  readonly middlewareStack: {
    add(
      middleware: (next: Next, context: { readonly commandName?: string }) => Next,
      options: { readonly step: 'initialize'; readonly name: string },
    ): void;
  };
}

/** Lets `around` stand around every call that these clients send from now on, whatever the service and the Region. */
export function hookClients(clients: AwsClients, around: AroundCall): AwsClients {
  let begun = 0;
  const hooked = new WeakSet<object>();
  const hook = (member: unknown): unknown => {
    if (!isSdkClient(member) || hooked.has(member)) return member;
    hooked.add(member);
    member.middlewareStack.add(
      (next, { commandName = '' }) =>
        (args) => {
          begun += 1;
          return around(begun, commandName.replace(/Command$/, ''), () => next(args));
        },
      { step: 'initialize', name: 'aroundCall' },
    );
    return member;
  };
  for (const { route53 } of clients.zoneOwners) hook(route53);
  const entries = Object.entries(clients).map(([name, member]) => [
    name,
    typeof member === 'function'
      ? (...args: never[]) => hook((member as (...of: never[]) => unknown)(...args))
      : hook(member),
  ]);
  return Object.fromEntries(entries) as AwsClients;
}

function isSdkClient(value: unknown): value is SdkClient {
  return typeof value === 'object' && value !== null && 'middlewareStack' in value;
}
