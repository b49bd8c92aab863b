import type { Failure } from './failure.ts';
import type { Refusal, Step, Watch } from './plan.ts';

/** What one look at one edge ended in. One union, not booleans plus numbers. */
export type Outcome =
  | { readonly kind: 'in-sync' }
  /** The ready steps were applied; look again at once, the next may be ready now. */
  | { readonly kind: 'applied'; readonly steps: readonly Step[] }
  | { readonly kind: 'waiting'; readonly for: string; readonly retryAfterSeconds: number; readonly watch?: Watch }
  /** Steps are needed and the mode is `detect`: nothing was written. */
  | { readonly kind: 'drift'; readonly steps: readonly Step[] }
  /** Nothing differs as far as could be judged, but something could not be: never shown as clean. */
  | { readonly kind: 'not-checked'; readonly details: readonly string[] }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly applied: readonly Step[] };
