import { applyCommand } from '../../cli/apply.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import {
  BOTH_REGIONS,
  DEMO_ESTATE_IN_A_HURRY,
  environmentFor,
  FRONTABLE,
  FRONTABLE_OPTIONS,
  writesTo,
} from './demo-estate.ts';
import { recordTerminal } from './recorded-terminal.ts';
import { runCli } from './run-cli.ts';

describe('secure-api-edge apply', () => {
  const aws = useSimulatedAws(DEMO_ESTATE_IN_A_HURRY);

  test('with --yes --wait brings every named edge in sync; applying again writes nothing', async () => {
    const first = await runCli(['apply', '--yes', '--wait', ...FRONTABLE_OPTIONS], environmentFor(aws));
    const written = writesTo(aws).length;
    const second = await runCli(['apply', '--yes', '--wait', ...FRONTABLE_OPTIONS], environmentFor(aws));

    expect(first.exitCode).toBe(0);
    expect(first.stdout).toMatch(/applied: \d+ steps; 4 in sync\n$/);
    expect(first.stderr).toContain('api.example.com: create distribution for api.example.com\n');
    expect(written).toBeGreaterThan(0);
    expect(second.exitCode).toBe(0);
    expect(second.stdout).toContain('plan: nothing to do; 4 in sync');
    expect(writesTo(aws)).toHaveLength(written);
  }, 90_000);

  test('refuses a time limit without --wait', async () => {
    const { exitCode, stderr } = await runCli(['apply', '--yes', '--timeout', '60'], environmentFor(aws));

    expect(exitCode).toBe(1);
    expect(stderr).toContain('--timeout: needs --wait');
  });

  test('refuses to apply unasked when nobody can be asked, before it asks AWS anything', async () => {
    const { exitCode, stderr } = await runCli(['apply', ...BOTH_REGIONS], environmentFor(aws));

    expect(exitCode).toBe(1);
    expect(stderr).toContain('approval: cannot be asked for');
    expect(aws.simulator.requests()).toEqual([]);
  });
});

describe('secure-api-edge apply while AWS takes its time', () => {
  const aws = useSimulatedAws({ ...DEMO_ESTATE_IN_A_HURRY, speed: 0 });

  test('without --wait ends when only AWS is working, and exits with 2', async () => {
    const { exitCode, stdout } = await runCli(
      ['apply', '--yes', '--json', ...BOTH_REGIONS, '--domain', 'chat.example.com'],
      environmentFor(aws),
    );

    const { edges } = JSON.parse(stdout);
    expect(exitCode).toBe(2);
    expect(edges).toMatchObject([{ domainName: 'chat.example.com', outcome: { kind: 'waiting' } }]);
    expect(edges[0].applied).toHaveLength(1);
  });

  describe('with a person at the terminal', () => {
    const outside = process.env;
    beforeEach(() => {
      process.env = { ...outside, ...environmentFor(aws) };
    });
    afterEach(() => {
      process.env = outside;
    });

    test('asks with the size of the plan, and a no leaves everything as it is', async () => {
      const terminal = recordTerminal({ answer: 'n', environment: environmentFor(aws) });

      const exitCode = await applyCommand.run(new Map([['domain', [FRONTABLE[0] ?? '']]]), terminal);

      expect(terminal.questions).toEqual(['apply these 3 steps to 1 edge? [y/N] ']);
      expect(terminal.printed()).toContain('nothing was applied');
      expect(exitCode).toBe(2);
      expect(writesTo(aws)).toEqual([]);
    });

    test('applies after a yes, and touches only what was shown', async () => {
      const terminal = recordTerminal({ answer: 'yes', environment: environmentFor(aws) });

      await applyCommand.run(new Map([['domain', ['chat.example.com']]]), terminal);

      expect(terminal.printed()).toContain('applied create distribution for chat.example.com');
      expect(writesTo(aws)).toEqual(['CreateDistributionWithTags']);
    });
  });
});
