import type { AccountLook } from '../functions/reconciler/model/look.ts';
import { type AccountSession, openAccountSession, type Patience, parsePatience } from './account-session.ts';
import type { ExitCode } from './command.ts';
import { exitCodeOf } from './exit-code.ts';
import { type GivenOptions, invalid, isGiven } from './given-options.ts';
import { toJsonReport } from './json-report.ts';
import { layOutAccount, layOutCalls } from './layout/account.ts';
import { layOutResult } from './layout/result.ts';
import { LOOK_OPTIONS, type LookOptions, parseSurroundings } from './look-options.ts';
import type { PlanFile } from './plan-file/plan-file.ts';
import { readPlanFile } from './plan-file/plan-file-on-disk.ts';
import { printableValue } from './printable.ts';
import { withProgress } from './progress.ts';
import { BLANK, styled } from './styled-text.ts';
import type { Terminal } from './terminal.ts';

/**
 * Applies the plan that is in a file, and nothing else: it was approved. What to look at and how is what the plan was made with. An edge that asks for
 * something else by now is refused.
 */
export async function applyPlanFile(path: string, options: GivenOptions, terminal: Terminal): Promise<ExitCode> {
  refuseLookOptions(options);
  const file = await readPlanFile(path);
  const look = lookOptionsOf(file, terminal);
  const patience = parsePatience(options, look);
  const session = openAccountSession(look);
  try {
    await requireAccount(session, file);
    const ended = await applyApproved(session, file, patience, { options, terminal });
    const exitCode = exitCodeOf(ended, file.named);
    printEnd(ended, file, options, terminal);
    if (isGiven(options, 'json')) terminal.writeJson(toJsonReport('apply', ended, exitCode));
    return exitCode;
  } finally {
    session.close();
  }
}

/** They would say something else than the plan was made with. */
function refuseLookOptions(options: GivenOptions): void {
  const given = LOOK_OPTIONS.map(({ name }) => name)
    .filter((name) => name !== 'json' && name !== 'verbose')
    .filter((name) => isGiven(options, name));
  if (given.length === 0) return;
  const message = 'is not taken together with --plan, because the plan file says it; make a new plan with it';
  throw invalid(...given.map((name) => ({ path: `--${name}`, message })));
}

function lookOptionsOf({ named, regions, settings }: PlanFile, { environment }: Terminal): LookOptions {
  const { managedElsewhere, newEdges, choice, rules, proof, zoneRoles, drainSeconds } = settings;
  return {
    named,
    regions,
    managedElsewhere,
    newEdges,
    choice,
    rules,
    proof,
    zoneRoles,
    drainSeconds,
    ...parseSurroundings(environment),
  };
}

async function requireAccount(session: AccountSession, { accountId }: PlanFile): Promise<void> {
  const asked = await session.accountId();
  if (asked === accountId) return;
  const message = `was made for account ${accountId}, and the credentials belong to account ${asked}; use credentials of ${accountId}, or make a new plan`;
  throw invalid({ path: '--plan', message });
}

async function applyApproved(
  session: AccountSession,
  { edges, regions }: PlanFile,
  patience: Patience,
  { options, terminal }: { readonly options: GivenOptions; readonly terminal: Terminal },
): Promise<AccountLook> {
  const looks = isGiven(options, 'verbose') ? 'every' : 'news';
  return withProgress(terminal.err, { session, regions, doing: 'applying to', looks }, (onLook) =>
    session.remediate({
      names: edges.map(({ domainName }) => domainName),
      limits: 'unlimited',
      approved: new Map(edges.map((edge) => [edge.domainName, edge])),
      onLook,
      ...patience,
    }),
  );
}

/** What was to be changed, and what is not in order; the rest is only counted. */
function printEnd(ended: AccountLook, file: PlanFile, options: GivenOptions, { out, err }: Terminal): void {
  const screen = isGiven(options, 'json') ? err : out;
  const changing = file.edges.filter(({ steps }) => steps.length > 0).map(({ domainName }) => domainName);
  const shown = printableValue(ended);
  const told = shown.edges.filter(
    ({ plan, outcome }) => changing.includes(plan.domainName) || outcome.kind !== 'in-sync',
  );
  screen.print([
    ...layOutAccount(shown),
    [styled('dim', `plan of ${file.takenAt}, made by secure-api-edge ${printableValue(file.tool)}`)],
    BLANK,
    ...layOutResult(shown, told, screen.columns),
  ]);
  if (isGiven(options, 'verbose')) screen.print(layOutCalls(shown));
}
