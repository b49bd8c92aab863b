/** One program that calls an API again and again, as it can be observed from outside: it resolves, connects, asks, and follows redirects. */
import type { Agent } from 'node:http';
import type { Echo } from '../../simulator/data-plane/api-gateway/echo.ts';
import { createCachingResolver } from '../../simulator/data-plane/caching-resolver.ts';
import type { Resolver } from '../../simulator/data-plane/resolver.ts';
import type { DataPlane } from '../../simulator/data-plane/start-data-plane.ts';
import { createDataPlaneClient, type DataPlaneClient, type Response } from './data-plane-client.ts';

export const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

export interface CallerTraits {
  readonly name: string;
  readonly scheme: 'http' | 'https';
  readonly method: Method;
  readonly family: 4 | 6;
  /** `kept`: for as long as DNS leads to where they go. */
  readonly connections: 'fresh' | 'kept';
  /** Which of several addresses it takes: an edge location of its own. */
  readonly address: number;
  readonly headers: Readonly<Record<string, string>>;
}

export type Got =
  /** The API answers, and says that it was asked what the caller has asked. */
  | { readonly kind: 'served' }
  /** 301 or 307 to the same URL over HTTPS, and what is got there. */
  | { readonly kind: 'redirected'; readonly to: Exclude<Got['kind'], 'redirected'> }
  /** An answer to something else: another caller's, or without what this one has sent. */
  | { readonly kind: 'mistaken'; readonly status: number; readonly by: string }
  | { readonly kind: 'refused'; readonly status: number; readonly by: string }
  | { readonly kind: 'unanswered'; readonly code: string };

export interface Caller extends CallerTraits {
  ask(): Promise<Got>;
  leave(): void;
}

export function createCaller(plane: DataPlane, clock: { now(): number }, traits: CallerTraits): Caller {
  const resolver = taking(traits.address, createCachingResolver(plane.resolver, clock));
  const { network, rootCertificate } = plane;
  const client = createDataPlaneClient({ network, resolver, rootCertificate });
  const connections = keeping(client, resolver, traits);
  let asked = 0;

  const request = (url: string) => {
    const { method, headers, family } = traits;
    const body = hasBody(method) ? { body: url } : {};
    return connections.reusing((agent) =>
      client.request(url, { method, headers, family, ...body, ...(agent && { agent }) }),
    );
  };
  const askOver = async (scheme: 'http' | 'https', target: string): Promise<Got> => {
    try {
      const url = `${scheme}://${target}`;
      const response = await request(url);
      if (scheme === 'http' && isRedirect(response, traits.method, `https://${target}`)) {
        const { kind } = await askOver('https', target);
        return kind === 'redirected'
          ? { kind: 'mistaken', status: 301, by: 'a loop' }
          : { kind: 'redirected', to: kind };
      }
      return judge(response, traits, url);
    } catch (error) {
      return { kind: 'unanswered', code: (error as NodeJS.ErrnoException).code ?? String(error) };
    }
  };
  return {
    ...traits,
    ask() {
      asked += 1;
      return askOver(traits.scheme, `${traits.name}/orders?nth=${asked}`);
    },
    leave: connections.close,
  };
}

/** A resolver whose first address is the one that this caller takes. */
function taking(index: number, resolver: Resolver): Resolver {
  return {
    resolve(name, type, at) {
      const answer = resolver.resolve(name, type, at);
      const { values } = answer;
      const first = values.length === 0 ? 0 : index % values.length;
      return { ...answer, values: [...values.slice(first), ...values.slice(0, first)] };
    },
  };
}

/** A pool of connections that follows DNS, and asks once more where a connection was closed before the answer. */
function keeping(client: DataPlaneClient, resolver: Resolver, { name, family, connections }: CallerTraits) {
  let agent: Agent | undefined;
  let leadsTo: string | undefined;
  const close = () => {
    agent?.destroy();
    agent = undefined;
  };
  return {
    close,
    async reusing(send: (agent: Agent | undefined) => Promise<Response>): Promise<Response> {
      if (connections === 'fresh') return send(undefined);
      const [address] = resolver.resolve(name, family === 4 ? 'A' : 'AAAA').values;
      if (address !== leadsTo) close();
      leadsTo = address;
      agent ??= client.keepAlive();
      return send(agent).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ECONNRESET') throw error;
        close();
        return send(undefined);
      });
    },
  };
}

function hasBody(method: Method): boolean {
  return ['POST', 'PUT', 'PATCH'].includes(method);
}

/** A method that changes something keeps its meaning with 307 only. */
function isRedirect({ status, headers }: Response, method: Method, target: string): boolean {
  return status === (method === 'GET' || method === 'HEAD' ? 301 : 307) && headers.location === target;
}

function judge(response: Response, traits: CallerTraits, url: string): Got {
  const { status } = response;
  const by = String(response.headers.server ?? 'API Gateway');
  if (status < 200 || status > 299) return { kind: 'refused', status, by };
  return answers(response, traits, url) ? { kind: 'served' } : { kind: 'mistaken', status, by };
}

/** The API behind everything answers with the request as it has arrived; HEAD has no body to tell by, and a preflight is answered without the API. */
function answers({ status, body }: Response, { method, headers }: CallerTraits, url: string): boolean {
  if (method === 'HEAD' || status === 204) return true;
  const { pathname, search } = new URL(url);
  const echo = JSON.parse(body) as Echo;
  const arrived = new Map(echo.headers.map(([key, value]) => [key.toLowerCase(), value]));
  return (
    echo.method === method &&
    `${echo.routePath}?${echo.query}` === `${pathname}${search}` &&
    (!hasBody(method) || echo.body === url) &&
    Object.entries(headers).every(([key, value]) => arrived.get(key) === value)
  );
}
