import { systemClock } from '../functions/doors/system-clock.ts';
import type { AccountLook } from '../functions/reconciler/model/look.ts';
import { DEFAULT_FLEET_LIMITS, type FleetLimits } from '../functions/reconciler/plan/guard.ts';
import { type AccountSession, openAccountSession, parsePatience } from './account-session.ts';
import type { Command, ExitCode } from './command.ts';
import { exitCodeOf } from './exit-code.ts';
import { type GivenOptions, invalid, isGiven, numberOf } from './given-options.ts';
import { toJsonReport } from './json-report.ts';
import { layOutCalls, layOutCleanedUp } from './layout/account.ts';
import { layOutFindings } from './layout/findings.ts';
import { layOutRemaining } from './layout/result.ts';
import { LOOK_OPTIONS, type LookOptions, parseLookOptions, WAIT_OPTIONS } from './look-options.ts';
import { printable, printableValue } from './printable.ts';
import { withProgress } from './progress.ts';
import { parseReportFile, REPORT_OPTIONS, type ReportFile, writeReport } from './report-file.ts';
import type { Terminal } from './terminal.ts';
import { layOutWritten, parsePlanTarget, writePlan } from './write-plan.ts';

export const driftCommand: Command = {
  name: 'drift',
  summary: 'finds what differs from what it should be; with --remediate corrects it',
  description:
    'Prints every finding by rule, before and after. With --remediate what was found is corrected without asking, unless too much of the fleet would change at once. With --plan the steps are written to a file, for a person to approve and "apply --plan FILE" to apply.',
  options: [
    ...LOOK_OPTIONS,
    { name: 'remediate', value: undefined, text: 'correct what was found' },
    {
      name: 'max-share',
      value: 'PERCENT',
      text: `with --remediate: change nothing if more than this share of ${DEFAULT_FLEET_LIMITS.floor} or more edges would change (default: ${DEFAULT_FLEET_LIMITS.maximumChangedShare})`,
    },
    ...WAIT_OPTIONS,
    {
      name: 'plan',
      value: 'FILE',
      text: 'write the plan of every edge to this file, for "apply --plan FILE"; an earlier plan file is replaced, any other file is not',
    },
    ...REPORT_OPTIONS,
  ],
  exits: [
    [0, 'every edge is in sync; with --remediate also when it is so again'],
    [2, 'drift was found, AWS is still working, a guard stopped the run, or a domain that was merely found is refused'],
    [
      1,
      'something failed or could not be read, a domain named with --domain is refused, the report could not be written, or the command is wrong',
    ],
  ],
  run: drift,
};

async function drift(options: GivenOptions, terminal: Terminal): Promise<ExitCode> {
  const look = parseLookOptions(options, terminal.environment);
  const limits = parseLimits(options);
  const planFile = await parsePlanTarget(options);
  const reportFile = parseReportFile(options);
  const startedAt = systemClock.now();
  const { err } = terminal;
  const session = openAccountSession(look);
  try {
    const found = isGiven(options, 'remediate')
      ? await remediate(options, look, { session, limits, terminal })
      : await withProgress(err, { session, regions: look.regions, doing: 'reading', looks: 'none' }, session.detect);
    const unwritten = reportFile && (await report(reportFile, found, { options, startedAt, terminal }));
    const exitCode = unwritten === undefined ? exitCodeOf(found, look.named) : 1;
    if (planFile !== undefined) await writePlan(planFile, found, look);
    if (isGiven(options, 'json')) terminal.writeJson(toJsonReport('drift', found, exitCode));
    else printFindings(found, options, look, terminal);
    if (planFile !== undefined) err.print(layOutWritten(planFile, found, look, err.columns));
    return exitCode;
  } finally {
    session.close();
  }
}

interface Reporting {
  readonly options: GivenOptions;
  readonly startedAt: Date;
  readonly terminal: Terminal;
}

async function report(
  file: ReportFile,
  found: AccountLook,
  { options, startedAt, terminal }: Reporting,
): Promise<string | undefined> {
  const unwritten = await writeReport(file, found, {
    mode: isGiven(options, 'remediate') ? 'remediate' : 'detect',
    startedAt: startedAt.toISOString(),
    finishedAt: systemClock.now().toISOString(),
  });
  terminal.err.print([[printable(unwritten ?? `report: ${file.path}`)]]);
  return unwritten;
}

interface Remediation {
  readonly session: AccountSession;
  readonly limits: FleetLimits;
  readonly terminal: Terminal;
}

async function remediate(
  options: GivenOptions,
  look: LookOptions,
  { session, limits, terminal }: Remediation,
): Promise<AccountLook> {
  const names = look.named.length === 0 ? 'all' : look.named;
  const patience = parsePatience(options, look);
  const looks = isGiven(options, 'verbose') ? 'every' : 'news';
  return withProgress(terminal.err, { session, regions: look.regions, doing: 'applying to', looks }, (onLook) =>
    session.remediate({ names, limits, onLook, ...patience }),
  );
}

/** Options that only mean something with --remediate are refused without it: somebody may believe that drift is being corrected. */
function parseLimits(options: GivenOptions): FleetLimits {
  const idle = ['max-share', 'wait', 'timeout'].filter((name) => isGiven(options, name));
  if (!isGiven(options, 'remediate') && idle.length > 0) {
    throw invalid(...idle.map((name) => ({ path: `--${name}`, message: 'needs --remediate' })));
  }
  const share = numberOf(options, 'max-share', { minimum: 0, maximum: 100, kind: 'decimal' });
  return { ...DEFAULT_FLEET_LIMITS, maximumChangedShare: share ?? DEFAULT_FLEET_LIMITS.maximumChangedShare };
}

function printFindings(look: AccountLook, options: GivenOptions, { newEdges }: LookOptions, { out }: Terminal): void {
  const shown = printableValue(look);
  const passed = isGiven(options, 'verbose') ? 'shown' : 'left-out';
  out.print(layOutFindings(shown, { newEdges, passed, width: out.columns }));
  if (isGiven(options, 'remediate'))
    out.print([...layOutCleanedUp(shown, out.columns), ...layOutRemaining(shown, out.columns)]);
  if (isGiven(options, 'verbose')) out.print(layOutCalls(shown));
}
