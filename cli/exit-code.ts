import type { AccountLook, EdgeLook } from '../functions/reconciler/model/look.ts';
import type { DomainName } from '../functions/reconciler/model/names.ts';
import type { ExitCode } from './command.ts';

/**
 * What a look at an account means for whoever called the program; the worst edge decides.
 *
 *   an edge is                                 | exit code
 *   failed, not checked                        | 1
 *   refused, and named with --domain           | 1: what was asked for cannot be had
 *   drift, applied, waiting                    | 2: something remains to be done
 *   refused, and merely found                  | 2
 *   in sync                                    | 0
 *
 * A part of the account that could not be read makes it 1.
 */
export function exitCodeOf(look: AccountLook, named: readonly DomainName[]): ExitCode {
  const codes = look.edges.map((edge) => exitCodeOfEdge(edge, named));
  if (look.notChecked.length > 0 || codes.includes(1)) return 1;
  // A guard that stopped the run leaves the drift in place; it is not the failure of a domain that was named.
  return look.refusal !== undefined || codes.includes(2) ? 2 : 0;
}

function exitCodeOfEdge({ outcome, plan }: EdgeLook, named: readonly DomainName[]): ExitCode {
  switch (outcome.kind) {
    case 'in-sync':
      return 0;
    case 'failed':
    case 'not-checked':
      return 1;
    case 'refused':
      return named.includes(plan.domainName) && !outcome.refusals.some(({ rule }) => rule === 'guard') ? 1 : 2;
    default:
      return named.includes(plan.domainName) && plan.refusals.length > 0 ? 1 : 2;
  }
}
