import type { AccountLook, EdgeLook } from '../functions/reconciler/model/look.ts';
import { openAccountSession } from './account-session.ts';
import type { Command, ExitCode, OptionSpec } from './command.ts';
import { exitCodeOf } from './exit-code.ts';
import { explainHeaders } from './explain/explain-headers.ts';
import { explainProof } from './explain/explain-proof.ts';
import { explainRules } from './explain/explain-rules.ts';
import { type GivenOptions, isGiven } from './given-options.ts';
import { toJsonEdge } from './json-report.ts';
import { layOutCalls } from './layout/account.ts';
import { type Explained, layOutExplanation } from './layout/explanation.ts';
import { LOOK_OPTIONS, type LookOptions, parseLookOptions } from './look-options.ts';
import { printableValue } from './printable.ts';
import type { Terminal } from './terminal.ts';

/** One domain is looked at, and nothing is made: options about many or new ones say nothing here. */
const OPTIONS: readonly OptionSpec[] = [
  ...LOOK_OPTIONS.filter(({ name }) =>
    ['region', 'managed-elsewhere', 'rule', 'proof', 'zone-role', 'external-id', 'json'].includes(name),
  ),
  { name: 'verbose', value: undefined, text: 'also the AWS requests by operation' },
];

export const explainCommand: Command = {
  name: 'explain',
  summary: 'says of one domain what every rule finds, what callers see, and why',
  description:
    'Looks at one domain and changes nothing. Prints the word of every rule; for what is not in order also what callers get, what was found, and what would put it right. A rule without a word says why it has none.',
  operand: { name: 'DOMAIN', example: 'api.example.com' },
  options: OPTIONS,
  exits: [
    [0, 'the edge is in sync'],
    [2, 'there are steps to apply, or AWS is still working'],
    [1, 'something could not be read, the domain is refused (a name without an API is), or the command is wrong'],
  ],
  run: explain,
};

async function explain(options: GivenOptions, terminal: Terminal): Promise<ExitCode> {
  const look = parseLookOptions(options, terminal.environment);
  const session = openAccountSession(look);
  try {
    const found = await session.detect();
    const exitCode = exitCodeOf(found, look.named);
    for (const edge of found.edges) {
      if (isGiven(options, 'json')) terminal.writeJson(toDocument(found, edge, exitCode, look));
      else print(found, edge, options, look, terminal);
    }
    return exitCode;
  } finally {
    session.close();
  }
}

function print(found: AccountLook, edge: EdgeLook, options: GivenOptions, look: LookOptions, { out }: Terminal): void {
  const shown = printableValue(edge);
  out.print(layOutExplanation(printableValue(found), shown, toExplained(shown, look), out.columns));
  if (isGiven(options, 'verbose')) out.print(layOutCalls(printableValue(found)));
}

function toExplained(edge: EdgeLook, { proof, rules }: LookOptions): Explained {
  return {
    rules: explainRules(edge, rules),
    proof: explainProof(edge, proof, rules),
    headers: explainHeaders(edge),
    modes: rules,
  };
}

function toDocument(found: AccountLook, edge: EdgeLook, exitCode: ExitCode, look: LookOptions) {
  const { verdicts: _, proof: __, ...facts } = toJsonEdge(edge);
  const { rules, proof } = toExplained(edge, look);
  return {
    command: 'explain',
    exitCode,
    accountId: found.accountId,
    regions: found.regions,
    ...facts,
    rules,
    proof,
    notChecked: found.notChecked,
    calls: found.calls,
  };
}
