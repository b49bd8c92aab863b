import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls, type TLSSocket } from 'node:tls';
import type { ProbeNetwork } from './probe-network.ts';

/** One request over a connection of its own. */
export interface ExchangeRequest {
  readonly address: string;
  readonly scheme: 'http' | 'https';
  /** TLS SNI and Host. */
  readonly name: string;
  readonly method: 'GET' | 'HEAD' | 'OPTIONS' | 'POST';
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  /** Names in lower case; several of one name are joined. */
  readonly headers: Readonly<Record<string, string>>;
  /** Why the certificate is not to be trusted for the name; undefined over HTTP, or when it is. */
  readonly distrust: string | undefined;
}

/** `unreachable`: no connection at all. `broken`: there was one, and no answer came over it. */
export type Exchanged =
  | Answered
  | { readonly kind: 'unreachable'; readonly because: string }
  | { readonly kind: 'broken'; readonly because: string };

const MILLISECONDS = 10_000;

/** Never rejects: what happens to a request is what a proof is about. Once `signal` is aborted, the answer is not waited for any more. */
export async function exchange(
  network: ProbeNetwork,
  asked: ExchangeRequest,
  signal?: AbortSignal,
): Promise<Exchanged> {
  let socket: Socket;
  try {
    socket = await network.connect(asked.address, asked.scheme === 'https' ? 443 : 80);
  } catch (error) {
    return { kind: 'unreachable', because: codeOf(error) };
  }
  try {
    return await Promise.race([overSocket(network, asked, socket), endOfPatience(signal)]);
  } catch (error) {
    return { kind: 'broken', because: codeOf(error) };
  } finally {
    socket.destroy();
  }
}

async function overSocket(network: ProbeNetwork, asked: ExchangeRequest, socket: Socket): Promise<Answered> {
  // Whoever waits is told by what waits; an error that comes after that is nobody's.
  socket.on('error', () => {});
  if (asked.scheme === 'http') return { ...(await send(asked, socket)), distrust: undefined };
  const secured = await secure(network, asked.name, socket);
  return { ...(await send(asked, secured)), distrust: distrustOf(secured, asked.name) };
}

/** Rejects when the time for an answer is over, or nobody waits for it any more. */
function endOfPatience(given: AbortSignal | undefined): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = AbortSignal.timeout(MILLISECONDS);
  const signal = given === undefined ? late : AbortSignal.any([given, late]);
  const end = () => reject(new Error(late.aborted ? 'no answer within 10 seconds' : 'nobody waits for the answer'));
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
  return promise;
}

/** A certificate that is not to be trusted is a finding, not the end: what would be answered behind it is worth knowing too. */
function secure(network: ProbeNetwork, name: string, socket: Socket): Promise<TLSSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>();
  const secured = connectTls({
    socket,
    servername: name,
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
    ...(network.certificateAuthorities && { ca: [...network.certificateAuthorities] }),
  });
  secured.once('secureConnect', () => resolve(secured));
  secured.on('error', reject);
  secured.once('close', () => reject(new Error('the connection was closed during the TLS handshake')));
  return promise;
}

function distrustOf(socket: TLSSocket, name: string): string | undefined {
  const otherName = checkServerIdentity(name, socket.getPeerCertificate())?.message;
  return otherName ?? (socket.authorized ? undefined : codeOf(socket.authorizationError));
}

function send(asked: ExchangeRequest, socket: Socket): Promise<Omit<Answered, 'distrust'>> {
  const { promise, resolve, reject } = Promise.withResolvers<Omit<Answered, 'distrust'>>();
  const { method, target: path, name } = asked;
  const headers = { host: name, ...asked.headers, connection: 'close' };
  const sent = request({ createConnection: () => socket, method, path, headers, setHost: false });
  sent.once('response', (response) => {
    response.resume();
    resolve(answerOf(response));
  });
  sent.once('upgrade', ({ statusCode }) => reject(new Error(`${statusCode} instead of an answer`)));
  sent.on('error', reject);
  socket.once('close', () => reject(new Error('the connection was closed without an answer')));
  sent.end();
  return promise;
}

function answerOf({ statusCode = 0, headers }: IncomingMessage): Omit<Answered, 'distrust'> {
  const flat = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]);
  return { kind: 'answered', status: statusCode, headers: Object.fromEntries(flat) };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? `${error.code} (${error.message})` : error.message;
}
