import { systemClock } from '../functions/doors/system-clock.ts';
import type { AccountLook } from '../functions/reconciler/model/look.ts';
import { type GivenOptions, givenValue, invalid, isGiven } from './given-options.ts';
import { describePlanned } from './layout/plan.ts';
import type { LookOptions } from './look-options.ts';
import { toPlanFile } from './plan-file/plan-file.ts';
import { requireWritable, writePlanFile } from './plan-file/plan-file-on-disk.ts';
import { printable } from './printable.ts';
import { type Line, wrapLine } from './styled-text.ts';

/** The file that a plan is to be written to, if one is. Throws InvalidRequestError before AWS is asked anything. */
export async function parsePlanTarget(options: GivenOptions): Promise<string | undefined> {
  const path = givenValue(options, 'plan');
  if (path === undefined) return undefined;
  if (isGiven(options, 'remediate')) {
    const message = 'is for a person to approve, and --remediate asks nobody; give one of them';
    throw invalid({ path: '--plan', message });
  }
  await requireWritable(path);
  return path;
}

/** Writes what was found and what would be done about it. */
export async function writePlan(path: string, found: AccountLook, look: LookOptions): Promise<void> {
  await writePlanFile(path, toPlanFile(found, look, systemClock.now()));
}

export function layOutWritten(path: string, found: AccountLook, look: LookOptions, width: number): readonly Line[] {
  const planned = describePlanned(found, look.newEdges) ?? 'no steps';
  return wrapLine([printable(`plan written to ${path}: ${planned}; "apply --plan ${path}" applies it`)], width, 0);
}
