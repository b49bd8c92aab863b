import { publicRecords, recordKey } from '../core/dns-lookup.ts';
import type { World } from '../core/world.ts';

const TYPES = ['A', 'AAAA', 'CNAME', 'HTTPS'];
const DISTRIBUTION = /\.cloudfront\.net$/;
const LONGEST_CHAIN = 8;

/**
 * The domain name of the distribution at which the public DNS of `name` ends, through alias records, CNAME records and
 * wildcards; undefined when it ends elsewhere or nowhere.
 */
export function distributionThatDnsNames(name: string, world: World): string | undefined {
  let names = [plain(name)];
  for (let step = 0; step < LONGEST_CHAIN && names.length > 0; step += 1) {
    const distribution = names.find((each) => DISTRIBUTION.test(each));
    if (distribution !== undefined) return distribution;
    names = names.flatMap((each) => targets(each, world));
  }
  return undefined;
}

function targets(name: string, world: World): string[] {
  for (const candidate of candidates(name)) {
    const values = lookUp(candidate, world);
    if (values.length > 0) return values.map(plain);
  }
  return [];
}

/** The name itself, then the wildcards that would answer for it, the nearest first. */
function candidates(name: string): string[] {
  const labels = name.split('.');
  return [name, ...labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join('.')}`)];
}

function lookUp(name: string, world: World): readonly string[] {
  const records = world.state(publicRecords, '*');
  return TYPES.flatMap((type) => records.get(recordKey(name, type)) ?? []);
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll('\\052', '*').replace(/\.$/, '');
}
