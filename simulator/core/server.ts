import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from './answer-call.ts';
import { answerRequest } from './answer-request.ts';
import { answerControl, type Controlled, controlPrefix } from './controls.ts';
import type { ServiceDirectory } from './service-directory.ts';
import type { WireRequest } from './wire-codec.ts';

export interface RunningServer {
  /** `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** One HTTP server on loopback for all services. `beforeRequest` runs ahead of each, to let time catch up. */
export async function startServer(
  port: number,
  directory: ServiceDirectory,
  controlled: Controlled,
  beforeRequest: () => void,
): Promise<RunningServer> {
  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const request = await readRequest(incoming);
    beforeRequest();
    const answer = request.path.startsWith(controlPrefix)
      ? await answerControl(request, controlled)
      : await answerRequest(request, directory, controlled.simulation());
    send(answer, outgoing);
  };
  // What fails here is a client that went away in the middle of its request.
  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await listen(server, port);
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => close(server),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const [path = '/', ...search] = (incoming.url ?? '/').split('?');
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(search.join('?')),
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks),
  };
}

function send(answer: Answer, outgoing: ServerResponse): void {
  if (answer === 'closed') {
    outgoing.socket?.destroy();
    return;
  }
  outgoing.writeHead(answer.status, answer.headers);
  outgoing.end(answer.body);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
