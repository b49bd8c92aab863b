import { alternateDomainNames } from '../cloudfront/state.ts';
import type { World } from '../core/world.ts';

/** Whether the distribution, of any account, enabled or not, carries the name as an alternate domain name or below a wildcard one. */
export function distributionCarries(world: World, domainName: string, recordName: string): boolean {
  const holders = world.state(alternateDomainNames, '*');
  return [recordName, ...wildcardsOver(recordName)].some((name) => holders.get(name) === domainName);
}

/** `*.b.c`, `*.c` for `a.b.c`: a wildcard alternate domain name reaches any depth. */
function wildcardsOver(name: string): string[] {
  const labels = name.split('.');
  return labels.slice(1).map((_, position) => `*.${labels.slice(position + 1).join('.')}`);
}
