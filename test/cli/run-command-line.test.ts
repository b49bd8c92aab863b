import { COMMANDS } from '../../cli/commands.ts';
import { runCommandLine } from '../../cli/run-command-line.ts';
import { recordTerminal } from './recorded-terminal.ts';
import { runCli } from './run-cli.ts';

async function run(...args: readonly string[]) {
  const terminal = recordTerminal({ answer: '', environment: { AWS_REGION: 'eu-west-1' } });
  const exitCode = await runCommandLine(args, terminal);
  return { exitCode, printed: terminal.printed() };
}

describe('the command line', () => {
  test.each([['help'], ['--help'], ['-h']])('%s lists every command', async (word) => {
    const { exitCode, printed } = await run(word);

    expect(exitCode).toBe(0);
    for (const { name, summary } of COMMANDS) expect(printed).toContain(`  ${name.padEnd(10)}${summary}`);
  });

  test.each([[['help', 'apply']], [['apply', '--help']], [['apply', 'help']], [['apply', '--wait', '-h']]])(
    '%j explains one command',
    async (args) => {
      const { exitCode, printed } = await run(...args);

      expect(exitCode).toBe(0);
      expect(printed).toContain('usage: secure-api-edge apply');
      expect(printed).toContain('exit codes:');
    },
  );

  test.each(['--version', '-v'])('%s says which version this is', async (word) => {
    const { exitCode, printed } = await run(word);

    expect(exitCode).toBe(0);
    expect(printed.trim()).toMatch(/^secure-api-edge \d+\.\d+\.\d+$/);
  });

  test('fails without a command, and says which there are', async () => {
    const { exitCode, printed } = await run();

    expect(exitCode).toBe(1);
    expect(printed).toContain('usage: secure-api-edge COMMAND');
  });

  test('fails on an unknown command and names the nearest', async () => {
    const { exitCode, printed } = await run('aply');

    expect(exitCode).toBe(1);
    expect(printed).toContain('there is no command "aply"; did you mean apply?');
  });

  test('fails on wrong options with every problem and the usage line', async () => {
    const { exitCode, printed } = await run('plan', '--domian', 'a.example.com', '--new-edges', 'maybe');

    expect(exitCode).toBe(1);
    expect(printed.split('\n').slice(0, 2)).toEqual([
      'secure-api-edge plan: --domian: is not an option of this command; did you mean --domain?',
      'secure-api-edge plan: --new-edges: must be create or report, got "maybe"',
    ]);
    expect(printed).toContain('usage: secure-api-edge plan [--domain NAME]...');
  });

  test('with --json fails with the problems as a document', async () => {
    const { stdout, stderr, exitCode } = await runCli(['plan', '--json', '--region', 'nowhere']);

    const message = '--region: is not a Region, got "nowhere"; write it like eu-west-1';
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ command: 'plan', exitCode: 1, errors: [message] });
    expect(stderr).toContain(message);
  });

  test('fails with one sentence when AWS does not say whose account it is', async () => {
    const { exitCode, stderr } = await runCli(['plan'], {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: '111111111111',
      AWS_SECRET_ACCESS_KEY: 'simulated',
    });

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^secure-api-edge plan: account: cannot be asked for its identity, .+\n$/);
    expect(stderr).toContain('check credentials, Region and endpoint (AWS_PROFILE, or AWS_ACCESS_KEY_ID');
  });
});
