import { CHECKS, type CheckResult, isProven, objectionsTo } from '../../functions/reconciler/model/proof.ts';
import { countOf } from '../edge-state.ts';
import { layOutTable } from '../layout/table.ts';
import { type Line, type Span, styled, wrapLine } from '../styled-text.ts';
import type { RecordedProof } from './recorded-proofs.ts';

/** One proof in full: every check, with what was expected and what came where it did not pass. */
export function layOutProof({ subject, proof }: RecordedProof, width: number): readonly Line[] {
  if (proof.kind !== 'present') return [[styled('red', `not proven: ${proof.kind}`)]];
  const { distributionId, addresses, results, requests, passes } = proof.value;
  const head = `${subject.domainName} at distribution ${distributionId}, ${addresses.join(', ')}: ${countOf(requests, 'request')}, ${passes === 0 ? 'no round' : `${countOf(passes, 'round')} in a row`} passed`;
  const rows = [...Map.groupBy(results, ({ check, verdict }) => `${check} ${verdict}`).values()].flatMap(([first]) =>
    first === undefined ? [] : [rowOf(first)],
  );
  return [...wrapLine([head], width, 0), ...layOutTable(['check', 'rule', 'verdict', 'expected'], rows, width)];
}

/** Every proof in a line: whose, what it was for, and how it ended. */
export function layOutProofList(proofs: readonly RecordedProof[], width: number): readonly Line[] {
  const rows = proofs.map((recorded): readonly Span[] => {
    const { subject, through, proof } = recorded;
    const connected = through === 'edge' ? 'to the edge' : 'through DNS';
    if (proof.kind !== 'present') return [subject.domainName, connected, '', styled('red', proof.kind)];
    const { requests } = proof.value;
    return [subject.domainName, connected, String(requests).padStart(8), verdictOf(recorded)];
  });
  return layOutTable(['domain', 'connected', 'requests', 'came to'], rows, width);
}

export function isPassed({ proof }: RecordedProof): boolean {
  return proof.kind === 'present' && isProven(proof.value);
}

function verdictOf({ subject, proof }: RecordedProof): Span {
  if (proof.kind !== 'present') return styled('red', proof.kind);
  if (isProven(proof.value)) return styled('green', `passed, ${proof.value.passes} rounds in a row`);
  const objections = objectionsTo(proof.value, subject);
  return styled('yellow', `differs in ${objections.map(({ check }) => check).join(', ')}`);
}

/** The same at several addresses is told once. */
function rowOf({ check, verdict, expected, received }: CheckResult): readonly Span[] {
  const isPass = verdict === 'pass';
  const text = isPass ? shortened(expected) : `${shortened(expected)}; got ${shortened(received)}`;
  return [check, CHECKS[check].rule, styled(isPass ? 'green' : 'red', verdict), text];
}

/** The query that tells a round's requests from all others is as long as it is dull. */
function shortened(text: string): string {
  return text.replace(/\?secure-api-edge-probe=\S+/, '?…');
}
