import { describeFailure } from '../reconciler/model/failure.ts';
import type { EdgeLook } from '../reconciler/model/look.ts';
import type { Observed } from '../reconciler/model/observed.ts';
import { readFailures } from '../reconciler/model/observed-edge.ts';
import { isProven, type Proof } from '../reconciler/model/proof.ts';
import { TAG } from '../reconciler/model/tags.ts';
import { describeOutcome, describeStep } from '../reconciler/plan/render.ts';
import { toEdgePath } from './edge-path.ts';
import type { EdgeProof, EdgeReport } from './fleet-report.ts';

/** What the last look of a run says of an edge. What earlier reports know of it is added by `carryOver`. */
export function toEdgeReport(look: EdgeLook): EdgeReport {
  const { plan, applied, observed } = look;
  const verdicts = plan.verdicts.filter(({ verdict }) => verdict !== 'pass');
  const region = regionOf(look);
  const owner = ownerOf(look);
  const result = toResult(look);
  const proof = observed.proof && toEdgeProof(observed.proof);
  return {
    domain: plan.domainName,
    ...(region !== undefined && { region }),
    ...(owner !== undefined && { owner }),
    ...result,
    verdicts,
    passed: plan.verdicts.length - verdicts.length,
    applied: applied.map(describeStep),
    planned: plan.steps.filter((step) => !applied.includes(step)).map(describeStep),
    path: toEdgePath(look, result.result),
    ...(proof !== undefined && { proof }),
  };
}

function toResult(look: EdgeLook): Pick<EdgeReport, 'result' | 'text'> {
  const { outcome, applied } = look;
  const text = describeOutcome(outcome);
  switch (outcome.kind) {
    case 'in-sync':
      return applied.length === 0
        ? { result: 'in-sync', text }
        : { result: 'fixed', text: `fixed: ${applied.map(describeStep).join('; ')}` };
    case 'applied':
      return { result: 'waiting', text: `time ran out after: ${text}; the next look goes on from there` };
    case 'failed':
      // A failure of writing is never passed off as something that was merely not seen.
      return readFailures(look.observed).includes(outcome.failure)
        ? { result: 'not-checked', text: `not checked: ${describeFailure(outcome.failure)}` }
        : { result: 'failed', text };
    default:
      return { result: outcome.kind, text };
  }
}

/** The one that was named, or the only one that has the domain. */
function regionOf({ target, observed }: EdgeLook): string | undefined {
  if (target.kind === 'wanted' && target.edge.apiRegion !== undefined) return target.edge.apiRegion;
  const [only, another] = observed.apiDomains.kind === 'present' ? observed.apiDomains.value : [];
  return another === undefined ? only?.region : undefined;
}

function ownerOf({ observed }: EdgeLook): string | undefined {
  return observed.distribution.kind === 'present' ? observed.distribution.value.tags[TAG.owner] : undefined;
}

function toEdgeProof(proof: Observed<Proof>): EdgeProof | undefined {
  switch (proof.kind) {
    case 'absent':
      return undefined;
    case 'unreadable':
      return { kind: 'not-possible', why: describeFailure(proof.failure) };
    case 'present': {
      const { takenAt, through, requests, results, unreached } = proof.value;
      const failed = results.filter(({ verdict }) => verdict !== 'pass');
      const passed = isProven(proof.value);
      return { kind: 'taken', takenAt, through, passed, requests, ...(unreached && { unreached }), failed };
    }
  }
}
