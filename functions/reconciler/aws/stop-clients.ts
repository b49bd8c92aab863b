import type { AwsClients } from './clients.ts';

interface Sender {
  send(command: never, options?: object): unknown;
}

/** Clients that write nothing more once `signal` is aborted: not the second call of a step, not the retry of a call, not a request that Lambda froze. */
export function stopClients(clients: AwsClients, signal: AbortSignal): AwsClients {
  const stop = <Client extends Sender>(client: Client): Client =>
    Object.assign(Object.create(client) as Client, {
      send: (command: never, options: object = {}) => client.send(command, { abortSignal: signal, ...options }),
    });
  return {
    ...clients,
    cloudFront: stop(clients.cloudFront),
    route53: stop(clients.route53),
    zoneOwners: clients.zoneOwners.map((owner) => ({ ...owner, route53: stop(owner.route53) })),
    certificates: stop(clients.certificates),
  };
}
