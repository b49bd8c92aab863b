import { describeFailure } from '../functions/reconciler/model/failure.ts';
import type { AccountLook, EdgeLook } from '../functions/reconciler/model/look.ts';
import type { Style } from './styled-text.ts';

/** Where an edge stands, as a heading says it. */
export interface EdgeState {
  readonly words: string;
  readonly style: Style;
  /** Why, a sentence each. */
  readonly reasons: readonly string[];
}

export function edgeStateOf(look: EdgeLook, newEdges: 'create' | 'report'): EdgeState {
  const { outcome } = look;
  switch (outcome.kind) {
    case 'in-sync':
      return { words: 'in sync', style: 'green', reasons: [] };
    case 'drift':
      return { words: wordsOfDrift(look, newEdges), style: 'yellow', reasons: refusalsOf(look) };
    case 'applied':
      return { words: 'applied, not settled yet', style: 'yellow', reasons: refusalsOf(look) };
    case 'waiting':
      return { words: 'waiting', style: 'yellow', reasons: [`waits for ${outcome.for}`, ...refusalsOf(look)] };
    case 'refused':
      return {
        words: 'refused',
        style: 'red',
        reasons: outcome.refusals.map(({ rule, detail }) => `${rule}: ${detail}`),
      };
    case 'not-checked':
      return { words: 'not checked', style: 'red', reasons: outcome.details };
    case 'failed':
      return {
        words: outcome.applied.length === 0 && look.applied.length === 0 ? 'failed' : 'failed on the way',
        style: 'red',
        reasons: [describeFailure(outcome.failure)],
      };
  }
}

/** Whether anything stands in front of the domain yet, or is being taken away. */
export function isBegun({ observed, target }: EdgeLook): boolean {
  return observed.distribution.kind === 'present' || target.kind === 'let-go';
}

/** Whether everything could be read and judged: only then may anything be called clean. */
export function isSeen({ edges, notChecked }: AccountLook): boolean {
  return (
    notChecked.length === 0 &&
    edges.every(({ outcome, plan }) => {
      return outcome.kind !== 'not-checked' && plan.verdicts.every(({ verdict }) => verdict !== 'not-checked');
    })
  );
}

/** Whether what was found is the whole truth: all of it read, judged, and nothing failed. */
export function isKnown(look: AccountLook): boolean {
  return isSeen(look) && look.edges.every(({ outcome }) => outcome.kind !== 'failed');
}

function wordsOfDrift(look: EdgeLook, newEdges: 'create' | 'report'): string {
  const steps = countOf(look.plan.steps.length, 'step');
  if (isBegun(look)) return steps;
  return newEdges === 'create' ? `new edge, ${steps}` : `no edge, ${steps} that are reported only (--new-edges report)`;
}

function refusalsOf({ plan }: EdgeLook): readonly string[] {
  return plan.refusals.map(({ rule, detail }) => `refused ${rule}: ${detail}`);
}

/** `1 step`, `3 steps`. */
export function countOf(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
