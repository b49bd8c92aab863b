import { parseStepInput, type WaveProgress } from '../../functions/sweep/step-input.ts';
import type { AccountPlan, AccountResult } from '../../functions/sweep/sweep-plan.ts';
import type { SweepStep } from '../../infra/simulated/deploy-sweep.ts';
import { countOf } from '../edge-state.ts';

/** Something that a step of a sweep brought, at a simulated time. */
export interface SweepMoment {
  readonly atSeconds: number;
  /** `look`, `wave 1`, `report`. */
  readonly part: string;
  readonly text: string;
}

export interface SweepMoments {
  readonly moments: readonly SweepMoment[];
  readonly onStep: (step: SweepStep) => void;
}

/** Writes down what each step came to, with the simulated time since `start`. */
export function recordSweepMoments(start: number): SweepMoments {
  const moments: SweepMoment[] = [];
  const names = new Map<string, string>();
  const nameOf = (account: string) => names.get(account) ?? account;
  let wave: number | undefined;
  return {
    moments,
    onStep({ at, input: given, answer }) {
      const input = parseStepInput(given);
      const add = (part: string, text: string) => moments.push({ atSeconds: (at - start) / 1000, part, text });
      const waveNow = () => `wave ${(wave ?? 0) + 1}`;
      switch (input.step) {
        case 'plan':
          names.set(input.account.id, input.account.name ?? input.account.id);
          return void add('look', `${nameOf(input.account.id)}: ${planText(answer as AccountPlan)}`);
        case 'judge':
        case 'next-wave': {
          const { next, state, because } = answer as WaveProgress;
          if (next === 'report' && because !== undefined) add(waveNow(), because);
          wave = state?.wave;
          return;
        }
        case 'apply':
          return void add(
            waveNow(),
            `${nameOf(input.task.account)}: ${resultText(input.task.domains, answer as AccountResult)}`,
          );
        case 'report':
        case 'report-broken':
          return void add('report', 'kept, as a document and as a page');
        case 'list':
          return;
      }
    },
  };
}

function planText({ edges, changing, isComplete }: AccountPlan): string {
  if (!isComplete && edges === 0) return 'not checked';
  return `${countOf(edges, 'edge')}, ${changing.length} to be changed`;
}

function resultText(domains: readonly string[], { failed, waiting, stopped }: AccountResult): string {
  const left = [
    ...(stopped === undefined ? [] : ['not begun in full']),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(waiting.length > 0 ? [`${waiting.length} still waiting`] : []),
  ];
  return `${domains.join(', ')} ${left.length === 0 ? 'fixed' : left.join(', ')}`;
}
