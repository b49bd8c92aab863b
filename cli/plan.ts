import { openAccountSession } from './account-session.ts';
import type { Command, ExitCode } from './command.ts';
import { exitCodeOf } from './exit-code.ts';
import { type GivenOptions, isGiven } from './given-options.ts';
import { toJsonReport } from './json-report.ts';
import { layOutCalls } from './layout/account.ts';
import { layOutHeadersOf } from './layout/headers.ts';
import { layOutPlan } from './layout/plan.ts';
import { LOOK_OPTIONS, parseLookOptions } from './look-options.ts';
import { printableValue } from './printable.ts';
import { withProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

export const planCommand: Command = {
  name: 'plan',
  summary: 'shows what would be changed, and changes nothing',
  description:
    'Reads the account and prints, for every API domain, each step with every setting before and after, and the rule that asks for it.',
  options: LOOK_OPTIONS,
  exits: [
    [0, 'every edge is in sync'],
    [2, 'there are steps to apply, AWS is still working, or a domain that was merely found is refused'],
    [1, 'something could not be read, a domain named with --domain is refused, or the command is wrong'],
  ],
  run: plan,
};

async function plan(options: GivenOptions, terminal: Terminal): Promise<ExitCode> {
  const look = parseLookOptions(options, terminal.environment);
  const session = openAccountSession(look);
  try {
    const watched = { session, regions: look.regions, doing: 'reading', looks: 'none' } as const;
    const found = await withProgress(terminal.err, watched, session.detect);
    const exitCode = exitCodeOf(found, look.named);
    if (isGiven(options, 'json')) {
      terminal.writeJson(toJsonReport('plan', found, exitCode));
      return exitCode;
    }
    const shown = printableValue(found);
    terminal.out.print(layOutPlan(shown, look.newEdges, terminal.out.columns));
    if (isGiven(options, 'verbose'))
      terminal.out.print([...layOutHeadersOf(shown, terminal.out.columns), ...layOutCalls(shown)]);
    return exitCode;
  } finally {
    session.close();
  }
}
