import type { Region } from '../reconciler/model/names.ts';
import type { ZoneRole } from '../reconciler/model/zone-role.ts';
import type { Known, KnownEdges } from './known-edges.ts';
import type { Change } from './parse-change.ts';

export type Judged =
  /** At the account of the change, at those whose edges have their records there, or both. */
  | { readonly kind: 'look'; readonly accounts: readonly string[] }
  | { readonly kind: 'ignored'; readonly because: string };

/** Ours, for telling what is ours and what could become it. */
export interface Own {
  /** Names of our own roles, by which our writes are told. `*` stands for what CloudFormation puts into a role's name. */
  readonly ownNames: readonly string[];
  /** Roles of accounts with hosted zones, which are ours in those accounts only. */
  readonly zoneRoles: readonly ZoneRole[];
  /** Where sweeps look for API domains. */
  readonly regions: readonly Region[];
}

/** Whether a change is worth a look, and at which accounts. */
export function judgeChange(change: Change, known: Known, own: Own): Judged {
  if (isOurs(change, own)) return { kind: 'ignored', because: 'it was made by this tool' };
  const touched = accountsTouched(change, known, own);
  if (touched.length === 0) return { kind: 'ignored', because: 'it touches no known edge' };
  const accounts = touched.filter((account) => known.swept?.includes(account) ?? true);
  return accounts.length === 0
    ? { kind: 'ignored', because: 'the last sweep did not look at its account' }
    : { kind: 'look', accounts };
}

/** By the role, which only AWS can name; the session's name is whatever a caller says. */
function isOurs({ who, account }: Change, { ownNames, zoneRoles }: Own): boolean {
  const [kind, role = ''] = who.split('/');
  if (kind !== 'assumed-role') return false;
  const isZoneRole = zoneRoles.some((one) => one.account === account && one.arn.split('/').at(-1) === role);
  return isZoneRole || ownNames.some((pattern) => toExpression(pattern).test(role));
}

function toExpression(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );
}

function accountsTouched(change: Change, { edges, inZones }: Known, { regions }: Own): readonly string[] {
  const own = touchesAccount(change, edges, regions) ? [change.account] : [];
  const others = knownWords(change, inZones).flatMap((word) => inZones.get(word) ?? []);
  return [...new Set([...own, ...others])];
}

/** In an account that no sweep has looked at yet every change counts: nobody knows what is in it. */
function touchesAccount(change: Change, edges: KnownEdges | undefined, regions: readonly string[]): boolean {
  if (edges === undefined) return true;
  const { makes, region, touches } = change;
  if (makes === 'distribution' || (makes === 'domain' && regions.includes(region))) return true;
  // CloudTrail leaves out a request that is too large: it may touch anything.
  if (touches.length === 0) return edges.words.length > 0;
  return knownWords(change, new Map(edges.words.map((word) => [word, true]))).length > 0;
}

/** A new zone may answer for every name below its own, and so may a wildcard record or a delegation. */
function knownWords({ makes, touches, covers }: Change, known: ReadonlyMap<string, unknown>): readonly string[] {
  const above = makes === 'zone' ? touches : covers;
  const below = [...known.keys()].filter((word) => above.some((name) => word === name || word.endsWith(`.${name}`)));
  return makes === 'zone' ? below : [...new Set([...touches.filter((word) => known.has(word)), ...below])];
}
