import type { AccountEstate, Estate } from '../simulator/estates/estate.ts';
import { type Drift, type Front, frontAccount } from '../simulator/estates/front-account.ts';
import { generateEstate } from '../simulator/estates/generate-estate.ts';

/** In turn. */
const DRIFTS: readonly Drift[] = [
  'viewers may use http',
  'responses are cached',
  'viewers may use old TLS',
  'the origin is asked as viewers ask',
  'it is disabled',
];

/**
 * One account in which somebody put a distribution in front of every API domain, by hand and well, and `drifted` of them were changed since: every
 * so manyeth, so that all zones and Regions have some.
 */
export function frontedEstate(size: {
  readonly domains: number;
  readonly drifted: number;
  readonly regions: readonly string[];
}): Estate {
  const estate = generateEstate(size);
  const accounts = Object.entries(estate.accounts).map(([id, account]) => [
    id,
    frontAccount(account, frontsIn(account, size.drifted)),
  ]);
  return { accounts: Object.fromEntries(accounts) };
}

function frontsIn({ apiDomains = [] }: AccountEstate, drifted: number): ReadonlyMap<string, Front> {
  const every = drifted === 0 ? Number.POSITIVE_INFINITY : Math.floor(apiDomains.length / drifted);
  return new Map(
    apiDomains.map(({ name }, index): [string, Front] => {
      const nth = Math.floor(index / every);
      const drift = index % every === 0 && nth < drifted ? DRIFTS[nth % DRIFTS.length] : undefined;
      return [name, drift ?? 'well made'];
    }),
  );
}
