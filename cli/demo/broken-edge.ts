import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { RequestRecord } from '../../simulator/core/simulation.ts';
import { countOf } from '../edge-state.ts';
import { BLANK, type Line, styled, wrapLine } from '../styled-text.ts';
import { type Calls, call, layOutCalls } from './calls.ts';
import { layOutProof, layOutProofList } from './proof-table.ts';
import { type ReadBack, readBack } from './read-back.ts';
import type { RecordedProof } from './recorded-proofs.ts';
import { BROKEN_ESTATE, SHOP } from './shop-estate.ts';
import { openStage, type Stage } from './stage.ts';

/** How one look at the broken edge ended. */
export interface BrokenAct {
  readonly look: EdgeLook | undefined;
  readonly proofs: readonly RecordedProof[];
  readonly readBack: ReadBack | undefined;
  readonly calls: Calls;
}

export interface BrokenEdge {
  readonly before: ReadBack | undefined;
  /** With the rules that would have seen it switched off. */
  readonly refused: BrokenAct;
  /** With them on again. */
  readonly cured: BrokenAct;
  readonly requests: readonly RequestRecord[];
}

const UNJUDGED = { 'EDGE-07': 'off', 'EDGE-08': 'off' } as const;

/** In an AWS of its own: an edge that no rule objects to, and that does not work. */
export async function meetBrokenEdge(): Promise<BrokenEdge> {
  const stage = await openStage(BROKEN_ESTATE);
  try {
    const [before] = await readBack(stage.clients, [SHOP]);
    const refused = await lookOnce(stage, UNJUDGED);
    const cured = await lookOnce(stage, {});
    return { before, refused, cured, requests: stage.simulator.requests() };
  } finally {
    await stage.stop();
  }
}

async function lookOnce(stage: Stage, rules: typeof UNJUDGED | Record<string, never>): Promise<BrokenAct> {
  const taken = stage.proofs().length;
  const { edges } = await stage.look('remediate', { rules });
  const [now] = await readBack(stage.clients, [SHOP]);
  const calls = await call(stage.newCaller(), SHOP);
  return { look: edges[0], proofs: stage.proofs().slice(taken), readBack: now, calls };
}

export function layOutBrokenEdge({ before, refused, cured }: BrokenEdge, width: number): readonly Line[] {
  const say = (text: string) => wrapLine([text], width, 0);
  const [failed] = refused.proofs;
  return [
    ...say(
      `Another account: ${SHOP} has a distribution that somebody made with AWS's policy AllViewerExceptHostHeader. API Gateway finds a custom domain by Host, so nothing gets through. Rules EDGE-07 and EDGE-08 would see that; here they are switched off, and only the proof stands between the edge and its callers.`,
    ),
    BLANK,
    ...(failed === undefined ? [] : layOutProof(failed, width)),
    BLANK,
    ...layOutRefusal(refused, width),
    BLANK,
    ...say(recordsText(before, refused)),
    BLANK,
    ...layOutCalls(refused.calls, width),
    BLANK,
    ...say('With both rules on again the policy is corrected, the edge proven anew, and only now the records move:'),
    BLANK,
    ...layOutProofList(cured.proofs, width),
    BLANK,
    ...layOutCalls(cured.calls, width),
  ];
}

function recordsText(before: ReadBack | undefined, { readBack: now }: BrokenAct): string {
  if (before === undefined || now === undefined) return 'The records could not be read back.';
  return before.dns === now.dns
    ? `The records are as they were, ${now.dns}, and callers are served as they were:`
    : `The records were moved: ${before.dns} → ${now.dns}.`;
}

/** The first objection in full; the table tells of the others. */
function layOutRefusal({ look }: BrokenAct, width: number): readonly Line[] {
  if (look?.outcome.kind !== 'refused') return [];
  const [first, ...others] = look.outcome.refusals;
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` (and ${countOf(others.length, 'refusal')} more)`;
  return [
    [styled('bold', look.plan.domainName), '  ', styled('red', 'refused')],
    ...wrapLine([`  ${first.rule}: ${first.detail}${more}`], width, 2),
  ];
}
