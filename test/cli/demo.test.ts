import { runCli } from './run-cli.ts';

function headingsOf(stdout: string): readonly number[] {
  return [...stdout.matchAll(/^(\d+)\. (.+?) ─+$/gm)].map(([, number]) => Number(number));
}

/** What the story had to come to, and did not. */
function unmet(stdout: string): readonly string[] {
  return stdout.match(/^ {2}no {3}.*$/gm) ?? [];
}

function tooLong(stdout: string): readonly string[] {
  return stdout.split('\n').filter((line) => [...line].length > 100);
}

/** A whole story, in a process of its own. */
const PATIENCE = 90_000;

describe('secure-api-edge demo', () => {
  test(
    'tells the story to its good end within 100 columns',
    async () => {
      const { exitCode, stdout, stderr } = await runCli(['demo']);

      expect(stderr).toBe('');
      expect(unmet(stdout)).toEqual([]);
      expect(exitCode).toBe(0);
      expect(headingsOf(stdout)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
      expect(tooLong(stdout)).toEqual([]);
    },
    PATIENCE,
  );

  test(
    'with --json gives the same facts as one document',
    async () => {
      const { exitCode, stdout } = await runCli(['demo', '--json']);

      const facts = JSON.parse(stdout);
      const rules = facts.findings.map(({ rule }: { rule: string }) => rule);
      expect(exitCode).toBe(0);
      expect(facts.again).toMatchObject({ writes: 0, refusedWrites: 0 });
      expect(rules).toEqual(expect.arrayContaining(['EDGE-01', 'EDGE-03', 'EDGE-05', 'EDGE-15']));
      expect(facts.repaired.readBack).toEqual(facts.broken.before);
      expect(facts.broken.after).not.toEqual(facts.broken.before);
      expect(facts.callsBefore.http.status).toBe('ECONNREFUSED');
      expect(facts.callsAfter).toMatchObject({
        http: { status: 301, location: facts.callsAfter.https.url },
        https: { status: 200, through: 'CloudFront', authorizationArrived: 'Bearer good…' },
        stranger: { status: 401 },
      });
      expect(facts.brokenEdge.refused).toMatchObject({
        outcome: { kind: 'refused', refusals: expect.arrayContaining([expect.objectContaining({ rule: 'EDGE-07' })]) },
        readBack: { dns: facts.brokenEdge.before.dns },
      });
      expect(facts.sweep).toMatchObject({
        status: 'FAILED',
        report: { summary: { accounts: 6, accountsNotChecked: 2, byResult: { fixed: 2, 'in-sync': 4 } } },
        page: { namesEveryAccount: true },
      });
    },
    PATIENCE,
  );
});

describe('secure-api-edge demo --story stuck-deployment', () => {
  test(
    'tells of a stack that runs out of time, and of its second attempt, within 100 columns',
    async () => {
      const { exitCode, stdout, stderr } = await runCli(['demo', '--story', 'stuck-deployment']);

      expect(stderr).toBe('');
      expect(unmet(stdout)).toEqual([]);
      expect(exitCode).toBe(0);
      expect(headingsOf(stdout)).toEqual([1, 2, 3, 4, 5]);
      expect(tooLong(stdout)).toEqual([]);
    },
    PATIENCE,
  );

  test(
    'with --json gives the facts, and no response URL',
    async () => {
      const { exitCode, stdout } = await runCli(['demo', '--story', 'stuck-deployment', '--json']);

      const facts = JSON.parse(stdout);
      expect(exitCode).toBe(0);
      expect(facts).toMatchObject({
        failed: {
          stack: { status: 'ROLLBACK_COMPLETE' },
          answers: [{ answers: [{ at: expect.stringMatching(/^2026-/) }] }, {}],
          calls: { https: { status: 200 } },
        },
        background: { leftovers: [], readBack: { dns: facts.before.readBack.dns } },
        succeeded: { stack: { status: 'CREATE_COMPLETE' }, calls: { http: { status: 301 } } },
      });
      expect(stdout).not.toContain('X-Amz-');
    },
    PATIENCE,
  );

  test(
    'refuses a story that nobody tells',
    async () => {
      const { exitCode, stderr } = await runCli(['demo', '--story', 'stuck']);

      expect(exitCode).toBe(1);
      expect(stderr).toContain('--story');
    },
    PATIENCE,
  );
});
