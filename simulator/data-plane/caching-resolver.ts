import { type DnsAnswer, LONGEST_CNAME_CHAIN, type QueryType, type Resolver } from './resolver.ts';

interface Remembered {
  readonly answer: DnsAnswer;
  readonly expiresAt: number;
}

/**
 * The resolver that a client asks: it repeats what it was told until the TTL is over on the simulated clock, the absence of a name as well. Each CNAME
 * record on the way is remembered for its own TTL: while it is, its target is asked anew, but the name itself is not. A fresh resolver has seen nothing yet.
 */
export function createCachingResolver(resolver: Resolver, clock: { now(): number }): Resolver {
  const memory = new Map<string, Remembered>();

  const recall = (key: string): DnsAnswer | undefined => {
    const known = memory.get(key);
    return known !== undefined && clock.now() < known.expiresAt ? remaining(known, clock.now()) : undefined;
  };
  const remember = (key: string, answer: DnsAnswer): DnsAnswer => {
    memory.set(key, { answer, expiresAt: clock.now() + answer.ttlSeconds * 1000 });
    return answer;
  };
  const cnameOf = (name: string, at: string | undefined): DnsAnswer | undefined => {
    const key = keyOf(name, 'CNAME', at);
    const known = recall(key);
    if (known !== undefined) return known.code === 'NOERROR' ? known : undefined;
    const answer = resolver.resolve(name, 'CNAME', at);
    return answer.code === 'NOERROR' ? remember(key, answer) : undefined;
  };
  const follow = (name: string, type: QueryType, at: string | undefined, stepsLeft: number): DnsAnswer => {
    if (stepsLeft === 0) return { code: 'NODATA', values: [], ttlSeconds: 0 };
    const key = keyOf(name, type, at);
    const known = recall(key);
    if (known !== undefined) return known;
    const cname = type === 'CNAME' ? undefined : cnameOf(name, at);
    if (cname === undefined) return remember(key, resolver.resolve(name, type, at));
    const further = follow(cname.values[0] ?? '', type, at, stepsLeft - 1);
    return { ...further, ttlSeconds: Math.min(cname.ttlSeconds, further.ttlSeconds) };
  };

  return { resolve: (name, type, at) => follow(name, type, at, LONGEST_CNAME_CHAIN) };
}

function keyOf(name: string, type: QueryType, at = ''): string {
  return [name.toLowerCase().replace(/\.$/, ''), type, at].join('|');
}

function remaining({ answer, expiresAt }: Remembered, now: number): DnsAnswer {
  return { ...answer, ttlSeconds: Math.ceil((expiresAt - now) / 1000) };
}
