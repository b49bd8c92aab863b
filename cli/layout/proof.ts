import type { Failure } from '../../functions/reconciler/model/failure.ts';
import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import {
  CHECKS,
  type CheckResult,
  describeCheck,
  describeUnreached,
  isProven,
  type Proof,
} from '../../functions/reconciler/model/proof.ts';
import { countOf } from '../edge-state.ts';
import { type Line, styled, wrapLine } from '../styled-text.ts';

/** What came of trying an edge: in one line, and of each check that did not pass the rule, what the API gives and what came instead. */
export function layOutProof(look: EdgeLook, width: number): readonly Line[] {
  const { proof } = look.observed;
  if (proof === undefined || proof.kind === 'absent') return [];
  if (proof.kind === 'unreadable') return layOutNotPossible(proof.failure, look, width);
  return [
    ...layOutVerdict(proof.value, width),
    ...failedChecks(look).flatMap((result) => layOutCheck(result, wordOn(result, look), width)),
  ];
}

/** Reasons that the checks below them give in full. */
export function isToldByProof(reason: string, look: EdgeLook): boolean {
  return failedChecks(look).some((result) => reason.includes(describeCheck(result)));
}

/** Each check once, however many addresses it failed at. */
function failedChecks({ observed }: EdgeLook): readonly CheckResult[] {
  const results = observed.proof?.kind === 'present' ? observed.proof.value.results : [];
  const failed = results.filter(({ verdict }) => verdict !== 'pass');
  return failed.filter((result, at) => failed.findIndex(({ check }) => check === result.check) === at);
}

/** A refusal because of it says so already. */
function layOutNotPossible({ message }: Failure, { plan }: EdgeLook, width: number): readonly Line[] {
  if (plan.refusals.some(({ detail }) => detail.includes(message))) return [];
  return wrapLine(['  ', styled('yellow', 'not proven'), `: ${message}`], width, 4);
}

function layOutVerdict(proof: Proof, width: number): readonly Line[] {
  const where = proof.through === 'dns' ? 'through DNS' : 'on the real name';
  const facts = `${where} at ${proof.addresses.join(', ')}: ${countOf(proof.requests, 'request')}`;
  const word = isProven(proof) ? styled('green', 'proven') : styled('red', 'not proven');
  const rounds = isProven(proof) ? `, ${countOf(proof.passes, 'round')} in a row passed` : '';
  return wrapLine(['  ', word, ` ${facts}${rounds}${describeUnreached(proof)}`], width, 4);
}

function wordOn({ check }: CheckResult, { target }: EdgeLook): string {
  return target.kind === 'wanted' && target.edge.acceptedDifferences.includes(check) ? ' (accepted)' : '';
}

function layOutCheck({ check, at, expected, received }: CheckResult, word: string, width: number): readonly Line[] {
  const { rule, sentence } = CHECKS[check];
  return [
    ...wrapLine([`    ${rule}  `, styled('bold', check), `  ${sentence}${word}`], width, 13),
    ...wrapLine(['             expected  ', styled('green', expected)], width, 23),
    ...wrapLine(['             received  ', styled('red', received), ` (at ${at})`], width, 23),
  ];
}
