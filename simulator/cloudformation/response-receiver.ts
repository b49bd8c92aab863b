/**
 * Real HTTP on loopback, standing where CloudFormation's bucket stands. As S3 does, it takes any PUT of a URL that was presigned and has not expired,
 * however often; whether the object counts is CloudFormation's business.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { VirtualTime } from '../core/virtual-time.ts';
import type { ResponseFault } from './response-fault.ts';
import { refusalOf } from './response-refusal.ts';

/** One attempt to PUT an answer. */
export interface ResponsePut {
  /** Path and query of the presigned URL. */
  readonly path: string;
  readonly at: Date;
  /** 0 where the connection was broken. */
  readonly status: number;
  readonly body: string;
  /** `counted`: the answer to its request. `ignored`: the request had its answer, or nobody waited for it any more. `refused`: it was not stored. */
  readonly taken: 'counted' | 'ignored' | 'refused';
}

/** Sends a body to a URL and gives the HTTP status. */
export type Put = (url: string, body: string) => Promise<number>;

export interface ResponseReceiver {
  readonly endpoint: string;
  /** Every PUT so far, in the order of arrival. */
  readonly puts: readonly ResponsePut[];
  /** The PUTs of one response URL. */
  putsOf(responseUrl: string): readonly ResponsePut[];
  /** The same presigned path and query, here. */
  locate(responseUrl: string): string;
  /** A `put` for whoever has to answer: sends to the receiver instead of the bucket. Only inside `time.run`. */
  through(send: Put): Put;
  /** Each fault meets one PUT, in this order. */
  addFaults(...faults: readonly ResponseFault[]): void;
  /** Accepts PUTs of this presigned URL. `store` gets every object and tells whether it counts. */
  expect(responseUrl: string, store: (body: string) => boolean): void;
  /** Forgets every PUT, fault and expected URL. */
  reset(): void;
  stop(): Promise<void>;
}

interface Verdict {
  readonly status: number;
  readonly taken: ResponsePut['taken'];
  /** What S3 says. */
  readonly error?: string;
}

export async function startResponseReceiver(time: VirtualTime): Promise<ResponseReceiver> {
  const puts: ResponsePut[] = [];
  const faults: ResponseFault[] = [];
  const expected = new Map<string, (body: string) => boolean>();

  /** A delay is met on the way, every other fault at the receiver. */
  const takeFault = (place: 'way' | 'receiver') => {
    const isHere = faults[0]?.kind === 'delay' ? place === 'way' : place === 'receiver';
    return isHere ? faults.shift() : undefined;
  };

  const judge = (request: IncomingMessage, body: string): Verdict => {
    const fault = takeFault('receiver');
    if (fault?.kind === 'disconnect-before-effect') return { status: 0, taken: 'refused' };
    const store = expected.get(request.url ?? '');
    const refusal = refusalOf(request, { isPresigned: store !== undefined, fault, now: time.clock.now() });
    if (refusal !== undefined || store === undefined) return { status: 403, ...refusal, taken: 'refused' };
    return { status: fault?.kind === 'disconnect-after-effect' ? 0 : 200, taken: store(body) ? 'counted' : 'ignored' };
  };

  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request);
    const { status, taken, error } = judge(request, body);
    puts.push({ path: request.url ?? '', at: new Date(time.clock.now()), status, body, taken });
    if (status === 0) return request.socket.destroy();
    return response.writeHead(status, error === undefined ? {} : { 'content-type': 'application/xml' }).end(error);
  };

  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const locate = (responseUrl: string) => `${endpoint}${pathOf(responseUrl)}`;

  return {
    endpoint,
    puts,
    locate,
    putsOf: (responseUrl) => puts.filter(({ path }) => path === pathOf(responseUrl)),
    through: (send) => async (url, body) => {
      const fault = takeFault('way');
      if (fault?.kind === 'delay') await time.sleep(fault.seconds);
      return send(locate(url), body);
    },
    addFaults: (...more) => void faults.push(...more),
    expect: (responseUrl, store) => void expected.set(pathOf(responseUrl), store),
    reset() {
      puts.length = 0;
      faults.length = 0;
      expected.clear();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}
