import { runCli } from './run-cli.ts';

describe('secure-api-edge demo', () => {
  test('tells the story to its good end within 100 columns', async () => {
    const { exitCode, stdout, stderr } = await runCli(['demo']);

    const headings = [...stdout.matchAll(/^(\d+)\. (.+?) ─+$/gm)].map(([, number]) => Number(number));
    expect(exitCode).toBe(0);
    expect(headings).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(stdout).not.toMatch(/^ {2}no /m);
    expect(stdout.split('\n').filter((line) => [...line].length > 100)).toEqual([]);
    expect(stderr).toBe('');
  });

  test('with --json gives the same facts as one document', async () => {
    const { exitCode, stdout } = await runCli(['demo', '--json']);

    const facts = JSON.parse(stdout);
    const rules = facts.findings.map(({ rule }: { rule: string }) => rule);
    expect(exitCode).toBe(0);
    expect(facts.again).toMatchObject({ writes: 0, refusedWrites: 0 });
    expect(rules).toEqual(expect.arrayContaining(['EDGE-01', 'EDGE-03', 'EDGE-05', 'EDGE-15']));
    expect(facts.repaired.readBack).toEqual(facts.broken.before);
    expect(facts.broken.after).not.toEqual(facts.broken.before);
  });
});
