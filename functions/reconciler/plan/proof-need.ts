/**
 * What came of proving an edge.
 *
 *   no proof yet, or of another ETag                 | needed
 *   a proof that passed                              | passed
 *   a proof that did not                             | failed, with each check that stands against it
 *   no proof could be had (the network)              | not possible; the owner's policy decides
 */

import type { ApiEndpoint } from '../model/api-domain.ts';
import type { Distribution } from '../model/distribution.ts';
import type { DesiredEdge } from '../model/edge.ts';
import type { Failure } from '../model/failure.ts';
import { type DomainName, domainNameFromAws } from '../model/names.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import {
  CHECK_IDS,
  CHECKS,
  type CheckResult,
  describeUnreached,
  isProven,
  isSettingOnly,
  objectionsTo,
  type Proof,
  type ProofSubject,
} from '../model/proof.ts';
import type { HeaderAllowlist } from './header-allowlist.ts';
import { describeHsts } from './header-policies.ts';
import type { HstsStage } from './hsts-stage.ts';
import type { ModeOf } from './rule-modes.ts';

const TRIED_LABEL = 'secure-api-edge-probe';

export type ProofNeed =
  | { readonly kind: 'needed'; readonly subject: ProofSubject; readonly through: Proof['through'] }
  | { readonly kind: 'passed'; readonly proof: Proof }
  | { readonly kind: 'failed'; readonly proof: Proof; readonly objections: readonly CheckResult[] }
  | { readonly kind: 'not-possible'; readonly failure: Failure };

/** How to prove, or `not-asked` where the owner or this look does not want it. */
export type Proving = 'not-asked' | ((through: Proof['through']) => ProofNeed);

export interface ProofFacts {
  readonly edge: DesiredEdge;
  readonly observed: ObservedEdge;
  readonly distribution: Distribution;
  readonly endpoint: ApiEndpoint;
  readonly allowlist: HeaderAllowlist | undefined;
  readonly hsts: HstsStage;
  readonly modeOf: ModeOf;
}

type Provable = Omit<ProofFacts, 'distribution'> & {
  /** Whether somebody here can try an edge on its real name. */
  readonly proves: boolean;
};

export function provingOf({ proves, ...facts }: Provable): Proving {
  const { distribution } = facts.observed;
  if (!proves || facts.edge.proof === 'skip' || distribution.kind !== 'present') return 'not-asked';
  return (through) => proofNeed({ ...facts, distribution: distribution.value }, through);
}

export function proofNeed(facts: ProofFacts, through: Proof['through']): ProofNeed {
  const subject = subjectOf(facts);
  const { proof, proofThrough = through } = facts.observed;
  if (proof?.kind === 'unreadable' && proofThrough === through) return { kind: 'not-possible', failure: proof.failure };
  if (proof?.kind !== 'present' || !isAbout(proof.value, subject, through)) return { kind: 'needed', subject, through };
  if (isProven(proof.value)) return { kind: 'passed', proof: proof.value };
  return { kind: 'failed', proof: proof.value, objections: objectionsTo(proof.value, subject) };
}

function isAbout(proof: Proof, { distributionId, etag }: ProofSubject, through: Proof['through']): boolean {
  return proof.distributionId === distributionId && proof.etag === etag && proof.through === through;
}

function subjectOf({ edge, distribution, endpoint, allowlist, hsts, modeOf }: ProofFacts): ProofSubject {
  const unjudged = CHECK_IDS.filter((check) => isSettingOnly(check) && modeOf(CHECKS[check].rule) !== 'enforce');
  return {
    domainName: triedName(edge.domainName),
    distributionId: distribution.id,
    etag: distribution.etag ?? '',
    edgeDomainName: distribution.domainName,
    apiDomainName: endpoint.targetDomainName,
    path: edge.probePath,
    headers:
      allowlist?.kind === 'listed' ? allowlist.headers.map(({ name }) => name).filter(isSent) : edge.allowedHeaders,
    viewerProtocolPolicy: edge.viewerProtocolPolicy,
    strictTransportSecurity: hsts.setting === undefined ? undefined : describeHsts(hsts.setting),
    accepted: [...new Set([...edge.acceptedDifferences, ...unjudged])],
    originVerify: edge.originVerify === undefined ? 'not-sent' : 'sent',
  };
}

/** Of a wildcard every name below it is a real one; nobody can be asked for a star. */
function triedName(domainName: DomainName): DomainName {
  return domainName.startsWith('*.') ? domainNameFromAws(domainName.replace('*', TRIED_LABEL)) : domainName;
}

/** Host is what the whole proof is about; a handshake without its Upgrade says nothing. */
function isSent(header: string): boolean {
  return !/^(host|sec-websocket-.*|access-control-request-.*)$/i.test(header);
}

/** What a person reads when records do not move. */
export function describeNotPossible({ message }: Failure): string {
  return `not proven: ${message}`;
}

export function describeProof(proof: Proof): string {
  const { distributionId, addresses, requests, passes, through } = proof;
  const where = through === 'dns' ? 'through DNS' : 'on the real name';
  return `proof of distribution ${distributionId} ${where}: ${passes} rounds passed at ${addresses.join(', ')}, ${requests} requests${describeUnreached(proof)}`;
}
