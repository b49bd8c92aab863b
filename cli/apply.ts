import type { AccountLook, EdgeLook } from '../functions/reconciler/model/look.ts';
import { type AccountSession, openAccountSession, type Patience, parsePatience } from './account-session.ts';
import { applyPlanFile } from './apply-plan-file.ts';
import type { Command, ExitCode } from './command.ts';
import { countOf } from './edge-state.ts';
import { exitCodeOf } from './exit-code.ts';
import { type GivenOptions, givenValue, invalid, isGiven } from './given-options.ts';
import { toJsonReport } from './json-report.ts';
import { layOutCalls } from './layout/account.ts';
import { edgesToApply, layOutPlan } from './layout/plan.ts';
import { layOutResult } from './layout/result.ts';
import { LOOK_OPTIONS, parseLookOptions, WAIT_OPTIONS } from './look-options.ts';
import { printableValue } from './printable.ts';
import { withProgress } from './progress.ts';
import { BLANK } from './styled-text.ts';
import type { Screen, Terminal } from './terminal.ts';

export const applyCommand: Command = {
  name: 'apply',
  summary: 'shows the plan, asks, and applies it',
  description:
    'Only the edges of the plan that was shown are touched. AWS is read again before anything is written, so what changed in between is taken into account. Without --wait the command ends as soon as only AWS is working; run it again, or let the schedule finish. With --plan the plan in a file is applied and nothing else: nothing is asked, and an edge that asks for anything else by now is refused.',
  options: [
    ...LOOK_OPTIONS,
    { name: 'yes', value: undefined, text: 'apply without asking' },
    {
      name: 'plan',
      value: 'FILE',
      text: 'apply exactly the plan in this file, which "drift --plan FILE" wrote; the file says what to look at, and is the approval: beside it only --json, --verbose, --wait, --timeout and --yes are taken',
    },
    ...WAIT_OPTIONS,
  ],
  exits: [
    [0, 'every edge is in sync, whether or not something had to be changed'],
    [
      2,
      'AWS is still working, the answer was no, an edge changed since its plan was approved, or a domain that was merely found is refused',
    ],
    [1, 'something failed or could not be read, a domain named with --domain is refused, or the command is wrong'],
  ],
  run: apply,
};

async function apply(options: GivenOptions, terminal: Terminal): Promise<ExitCode> {
  const planFile = givenValue(options, 'plan');
  if (planFile !== undefined) return applyPlanFile(planFile, options, terminal);
  const look = parseLookOptions(options, terminal.environment);
  const patience = parsePatience(options, look);
  requireApproval(options, terminal);
  const session = openAccountSession(look);
  const screen = isGiven(options, 'json') ? terminal.err : terminal.out;
  try {
    const watched = { session, regions: look.regions, doing: 'reading', looks: 'none' } as const;
    const planned = await withProgress(terminal.err, watched, session.detect);
    screen.print([...layOutPlan(printableValue(planned), look.newEdges, screen.columns), BLANK]);
    const edges = edgesToApply(planned, look.newEdges);
    const isApproved = edges.length > 0 && (isGiven(options, 'yes') || (await isApprovedBy(terminal, edges)));
    const ended = isApproved ? await applyEdges(planned, edges, { session, patience, options, terminal }) : planned;
    if (isApproved) printResult(ended, edges, screen);
    else screen.print([['nothing was applied']]);

    const exitCode = exitCodeOf(ended, look.named);
    printDetails(ended, exitCode, options, { terminal, screen });
    return exitCode;
  } finally {
    session.close();
  }
}

/** Before AWS is asked anything: without somebody to answer there is no point in asking. */
function requireApproval(options: GivenOptions, { person }: Terminal): void {
  if (isGiven(options, 'yes') || person === 'present') return;
  throw invalid({
    path: 'approval',
    message:
      'cannot be asked for, because standard input or standard error is not a terminal; add --yes to approve the plan unseen, or run "plan"',
  });
}

async function isApprovedBy({ ask }: Terminal, edges: readonly EdgeLook[]): Promise<boolean> {
  const steps = edges.reduce((sum, { plan }) => sum + plan.steps.length, 0);
  const answer = await ask(`apply these ${countOf(steps, 'step')} to ${countOf(edges.length, 'edge')}? [y/N] `);
  return /^y(es)?$/i.test(answer.trim());
}

interface Application {
  readonly session: AccountSession;
  readonly patience: Patience;
  readonly options: GivenOptions;
  readonly terminal: Terminal;
}

/** Applies to the edges that were approved, and to no other that may have appeared since. The rest stays as it was planned. */
async function applyEdges(
  planned: AccountLook,
  edges: readonly EdgeLook[],
  { session, patience, options, terminal }: Application,
): Promise<AccountLook> {
  const looks = isGiven(options, 'verbose') ? 'every' : 'news';
  const names = edges.map(({ plan }) => plan.domainName);
  const watched = { session, regions: planned.regions, doing: 'applying to', looks } as const;
  const ended = await withProgress(terminal.err, watched, (onLook) =>
    session.remediate({ names, limits: 'unlimited', onLook, ...patience }),
  );
  const endedByName = new Map(ended.edges.map((edge) => [edge.plan.domainName, edge]));
  return { ...ended, edges: planned.edges.map((edge) => endedByName.get(edge.plan.domainName) ?? edge) };
}

function printResult(ended: AccountLook, approved: readonly EdgeLook[], screen: Screen): void {
  const names = approved.map(({ plan }) => plan.domainName);
  const shown = printableValue(ended);
  const touched = shown.edges.filter(({ plan }) => names.includes(plan.domainName));
  screen.print(layOutResult(shown, touched, screen.columns));
}

function printDetails(
  ended: AccountLook,
  exitCode: ExitCode,
  options: GivenOptions,
  { terminal, screen }: { readonly terminal: Terminal; readonly screen: Screen },
): void {
  if (isGiven(options, 'verbose')) screen.print(layOutCalls(printableValue(ended)));
  if (isGiven(options, 'json')) terminal.writeJson(toJsonReport('apply', ended, exitCode));
}
