/**
 * Takes proofs: tries an edge on its real name, before or after callers are sent there.
 *
 *   addresses   of the distribution (or of the name, through its authoritative servers), one IPv4 and one IPv6 where there are such
 *   a round     every check at every address at the same time, each request over a connection of its own, each compared with the API's own answer
 *   proven      when two rounds in a row pass; four are tried, because edge locations take a change one after the other
 *
 * Bounded by rounds, addresses and time. A round that the time cuts off counts for nothing, unless it is the first and something failed in it: the time
 * is the proof's own, and no word about the edge. Only GET, HEAD and OPTIONS can reach the API; no token or key that is sent is real.
 */
import type { Clock } from '../model/clock.ts';
import type { Failure } from '../model/failure.ts';
import { type Observed, present, unreadable } from '../model/observed.ts';
import { type CheckResult, PASSES_NEEDED, type Proof, type ProofSubject } from '../model/proof.ts';
import { exchange } from '../network/exchange.ts';
import type { ProbeNetwork } from '../network/probe-network.ts';
import { runRound, type Send, type Sent } from './run-round.ts';

const MOST_ROUNDS = 4;
const PAUSE_SECONDS = 2;
const LONGEST_SECONDS = 60;
const OUT_OF_TIME = `${PASSES_NEEDED} rounds did not fit into ${LONGEST_SECONDS} seconds, because answers are slow; a ProbePath that is answered faster helps`;
/** Beside IPv4; where there is no route, IPv4 alone is proven. */
const FAMILIES = [4, 6] as const;

export interface Prover {
  /** Once `signal` is aborted, nothing more is sent. */
  prove(subject: ProofSubject, through: Proof['through'], signal?: AbortSignal): Promise<Observed<Proof>>;
}

export function createProver(network: ProbeNetwork, clock: Clock): Prover {
  return {
    async prove(subject, through, signal) {
      const addresses = await addressesOf(network, subject, through);
      if (addresses.kind !== 'found') return notPossible(addresses.because);
      return proveAt({ network, clock, subject, through, signal }, addresses);
    },
  };
}

type Addresses =
  | { readonly kind: 'found'; readonly edge: readonly (readonly string[])[]; readonly api: string }
  | { readonly kind: 'none'; readonly because: string };

async function addressesOf(
  network: ProbeNetwork,
  subject: ProofSubject,
  through: Proof['through'],
): Promise<Addresses> {
  const [name, how] =
    through === 'dns'
      ? ([subject.domainName, 'authoritative'] as const)
      : ([subject.edgeDomainName, 'recursive'] as const);
  // One family that cannot be asked after does not take the other with it.
  const asked = await Promise.allSettled(FAMILIES.map((family) => resolve(network, subject, name, family, how)));
  const edge = asked.flatMap((one) => (one.status === 'fulfilled' && one.value.length > 0 ? [one.value] : []));
  if (edge.length === 0) {
    const failed = asked.find((one) => one.status === 'rejected');
    return { kind: 'none', because: failed ? unresolved(name, failed.reason) : `${name} has no address` };
  }
  try {
    const [api] = await network.resolve(subject.apiDomainName, 4, 'recursive');
    if (api === undefined) return { kind: 'none', because: `${subject.apiDomainName} has no address` };
    return { kind: 'found', edge, api };
  } catch (error) {
    return { kind: 'none', because: unresolved(subject.apiDomainName, error) };
  }
}

/**
 * Where the servers of the zone cannot be asked, as in a VPC that lets nothing out on port 53, the resolver is. It may remember what the name held before, or
 * answer from a private zone: it counts where it leads to the distribution, and says nothing where it leads elsewhere.
 */
async function resolve(
  network: ProbeNetwork,
  { edgeDomainName }: ProofSubject,
  name: string,
  family: 4 | 6,
  how: 'authoritative' | 'recursive',
): Promise<readonly string[]> {
  if (how === 'recursive') return network.resolve(name, family, how);
  try {
    return await network.resolve(name, family, how);
  } catch (error) {
    const ofEdge = await network.resolve(edgeDomainName, family, 'recursive');
    const known = await network.resolve(name, family, 'recursive');
    if (known.length > 0 && known.every((address) => ofEdge.includes(address))) return known;
    throw error;
  }
}

function unresolved(name: string, error: unknown): string {
  return `${name} could not be resolved: ${error instanceof Error ? error.message : error}`;
}

interface Proving {
  readonly network: ProbeNetwork;
  readonly clock: Clock;
  readonly subject: ProofSubject;
  readonly through: Proof['through'];
  readonly signal: AbortSignal | undefined;
}

async function proveAt(
  { network, clock, subject, through, signal }: Proving,
  { edge, api }: Extract<Addresses, { kind: 'found' }>,
): Promise<Observed<Proof>> {
  const now = () => clock.now().getTime();
  const end = now() + LONGEST_SECONDS * 1000;
  let requests = 0;
  let cutOff: Extract<Sent, { kind: 'not-sent' }> | undefined;
  const send: Send = async (asked) => {
    cutOff ??= whyNotSent(now() > end, signal);
    if (cutOff !== undefined) return cutOff;
    requests += 1;
    return exchange(network, asked, signal);
  };
  let passes = 0;
  let roundMilliseconds = 0;
  let passed: readonly CheckResult[] = [];
  /** Of the last round that did not pass. */
  let objected: readonly CheckResult[] | undefined;
  const tried = new Set<string>();
  const unreached = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS && passes < PASSES_NEEDED; round += 1) {
    const pauseSeconds = round > passes ? PAUSE_SECONDS : 0;
    if (now() + pauseSeconds * 1000 + roundMilliseconds > end) break;
    if (pauseSeconds > 0) await clock.sleep(pauseSeconds);
    const begun = now();
    if (whyNotSent(begun > end, signal) !== undefined) break;
    // Another address each round: edge locations differ while a change is on its way.
    const at = edge.map((family) => family[round % family.length] ?? '');
    const token = tokenOf(subject, clock, round);
    const outcomes = await Promise.all(at.map((address) => runRound(subject, address, api, token, send)));
    roundMilliseconds = now() - begun;
    for (const [nth, outcome] of outcomes.entries()) if (outcome === 'unreachable') unreached.add(at[nth] ?? '');
    const reached = outcomes.filter((outcome) => outcome !== 'unreachable');
    if (reached.length === 0) return notPossible(`no connection to ${at.join(', ')}, port 443`);
    const results = reached.flat();
    const isCutOff = cutOff !== undefined;
    // An edge that takes connections and answers none uses up the time by itself; what failed until then did fail.
    const isTelling =
      round === 0 && results.some((one) => one.verdict === 'fail' && !subject.accepted.includes(one.check));
    if (signal?.aborted || (isCutOff && !isTelling)) break;
    for (const { at: address, verdict } of results) if (!isCutOff || verdict !== 'not-shown') tried.add(address);
    if (!isCutOff && results.every(({ verdict, check }) => verdict === 'pass' || subject.accepted.includes(check))) {
      passes += 1;
      passed = results;
    } else {
      passes = 0;
      objected = results;
    }
  }
  if (signal?.aborted) return notPossible('nobody waits for it any more');
  // Rounds that passed, too few of them, and time for no more: nothing was seen that speaks against the edge.
  const results = passes > 0 ? passed : objected;
  if (results === undefined || (passes < PASSES_NEEDED && objected === undefined)) return notPossible(OUT_OF_TIME);
  const { distributionId, etag } = subject;
  const takenAt = clock.now().toISOString();
  const facts = { distributionId, etag, takenAt, through, addresses: [...tried], requests, passes, results };
  return present({ ...facts, ...(unreached.size > 0 && { unreached: [...unreached] }) });
}

function whyNotSent(isLate: boolean, signal: AbortSignal | undefined): Extract<Sent, { kind: 'not-sent' }> | undefined {
  if (signal?.aborted) return { kind: 'not-sent', because: 'nobody waits for the proof any more' };
  return isLate ? { kind: 'not-sent', because: 'the time for the proof is over' } : undefined;
}

/** The same in no two rounds of a name. */
function tokenOf({ etag }: ProofSubject, clock: Clock, round: number): string {
  return `${etag}-${clock.now().getTime().toString(36)}-${round}`;
}

function notPossible(because: string): Observed<Proof> {
  const failure: Failure = {
    kind: 'NetworkFailure',
    service: 'Proof',
    operation: 'Connect',
    code: 'NotProven',
    message: because,
    requestId: undefined,
  };
  return unreadable(failure);
}
