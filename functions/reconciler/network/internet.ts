import { Resolver } from 'node:dns/promises';
import { openConnection } from './open-connection.ts';
import type { ProbeNetwork } from './probe-network.ts';

const RESOLVE = { timeout: 2_000, tries: 2 };
/** The name has no record of this type, or does not exist: an answer, not a failure. */
const NO_RECORDS = ['ENODATA', 'ENOTFOUND'];

/** Asks DNS servers, never the operating system's cache, and connects without a proxy. */
export const internet: ProbeNetwork = createInternet();

/** `servers`: DNS servers to ask first. @default those of the system */
export function createInternet(servers?: readonly string[]): ProbeNetwork {
  return {
    certificateAuthorities: undefined,
    async resolve(name, family, how) {
      const resolver = new Resolver(RESOLVE);
      if (servers !== undefined) resolver.setServers(servers);
      if (how === 'authoritative') resolver.setServers(await nameServerAddresses(resolver, name));
      return noneWhenAbsent(family === 4 ? resolver.resolve4(name) : resolver.resolve6(name));
    },
    connect: openConnection,
  };
}

/** The servers of the nearest zone above or at the name. */
async function nameServerAddresses(resolver: Resolver, name: string): Promise<readonly string[]> {
  const labels = name.split('.');
  for (let at = 0; at < labels.length - 1; at += 1) {
    const servers = await noneWhenAbsent(resolver.resolveNs(labels.slice(at).join('.')));
    const addresses = await Promise.all(servers.slice(0, 2).map((server) => noneWhenAbsent(resolver.resolve4(server))));
    if (addresses.flat().length > 0) return addresses.flat();
  }
  throw Object.assign(new Error(`no name server found for ${name}`), { code: 'ENOTFOUND' });
}

async function noneWhenAbsent(asked: Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && 'code' in error && NO_RECORDS.includes(String(error.code))) return [];
    throw error;
  }
}
