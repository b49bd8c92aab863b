/** Somebody who calls an API by its name, like every HTTP client: resolves it, connects, asks. It knows neither AWS nor the reconciler. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { createCachingResolver } from '../../simulator/data-plane/caching-resolver.ts';
import type { DataPlane } from '../../simulator/data-plane/start-data-plane.ts';

/** What one request came to. */
export interface Answer {
  readonly url: string;
  /** Address and port that the caller connected to; undefined when the name has no address. */
  readonly at: string | undefined;
  /** `301`, or the error of a connection that could not be had: `ECONNREFUSED`. */
  readonly status: number | string;
  readonly location: string | undefined;
  readonly through: 'CloudFront' | 'API Gateway' | 'nobody';
  readonly authorizationSent: 'sent' | 'not-sent';
  /** `Authorization` of the request that the API answered, masked; undefined when it had none, or nobody was asked. */
  readonly authorizationArrived: string | undefined;
}

export interface Caller {
  /** `authorization` is sent over HTTPS only, as a careful client does. Follows no redirect. */
  get(url: string, authorization?: string): Promise<Answer>;
}

/** Keeps DNS answers for their time to live, as the resolvers in front of real clients do. */
export function createCaller(
  { network, resolver, rootCertificate }: Pick<DataPlane, 'network' | 'resolver' | 'rootCertificate'>,
  clock: { now(): number },
): Caller {
  const names = createCachingResolver(resolver, clock);
  return {
    async get(text, authorization) {
      const url = new URL(text);
      const isSecure = url.protocol === 'https:';
      const sent = isSecure ? authorization : undefined;
      const asked = { url: text, authorizationSent: sent === undefined ? 'not-sent' : 'sent' } as const;
      const [address] = names.resolve(url.hostname, 'A').values;
      if (address === undefined) return { ...NO_ANSWER, ...asked, at: undefined, status: 'ENOTFOUND' };
      const port = isSecure ? 443 : 80;
      const at = `${address}:${port}`;
      try {
        const plain = await network.connect(address, port);
        const socket = isSecure ? await secure(plain, url.hostname, rootCertificate) : plain;
        return { ...asked, at, ...(await ask(socket, url, sent)) };
      } catch (error) {
        return { ...NO_ANSWER, ...asked, at, status: codeOf(error) };
      }
    },
  };
}

const NO_ANSWER = { location: undefined, through: 'nobody', authorizationArrived: undefined } as const;

/** The certificate has to be valid for the name, up to an authority that callers trust. */
async function secure(socket: Socket, servername: string, ca: string): Promise<Socket> {
  const secured = connectTls({ socket, servername, ca });
  await once(secured, 'secureConnect');
  return secured;
}

async function ask(
  socket: Socket,
  url: URL,
  authorization: string | undefined,
): Promise<Omit<Answer, 'url' | 'at' | 'authorizationSent'>> {
  const headers = { host: url.host, connection: 'close', ...(authorization !== undefined && { authorization }) };
  const asked = request({ createConnection: () => socket, path: `${url.pathname}${url.search}`, headers });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const body = Buffer.concat(await answer.toArray()).toString();
  return {
    status: answer.statusCode ?? 0,
    location: answer.headers.location,
    through: answer.headers['x-amz-cf-id'] === undefined ? 'API Gateway' : 'CloudFront',
    authorizationArrived: mask(authorizationIn(body)),
  };
}

/** The API behind the simulated gateway answers with the request as it arrived. */
function authorizationIn(body: string): string | undefined {
  try {
    const { headers } = JSON.parse(body) as { readonly headers?: readonly (readonly [string, string])[] };
    return headers?.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  } catch {
    return undefined;
  }
}

/** Scheme and the first letters: enough to see that it is the one that was sent. */
export function mask(authorization: string | undefined): string | undefined {
  return authorization?.replace(/^(\S+ \S{4})\S*$/, '$1…');
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
