import { Logger } from '@aws-lambda-powertools/logger';
import { escapeControlsInJson } from '../../../functions/doors/escape-controls.ts';
import { logReport } from '../../../functions/drift-remediator/log-report.ts';
import { toReport } from '../../../functions/drift-remediator/report.ts';
import type { AccountLook } from '../../../functions/reconciler/model/look.ts';
import { present } from '../../../functions/reconciler/model/observed.ts';
import type { Proof } from '../../../functions/reconciler/model/proof.ts';
import { accountLook, DENIED, distributionWith, edgeLook, verdict } from './account-look.ts';
import { captureLog } from './captured-log.ts';

const written = captureLog();

const PROOF: Proof = {
  distributionId: 'E1EXAMPLE',
  etag: 'E2',
  takenAt: '2026-11-20T06:00:00.000Z',
  through: 'edge',
  addresses: ['203.0.113.7'],
  requests: 24,
  passes: 0,
  results: [],
};

function logged(look: AccountLook): readonly Record<string, unknown>[] {
  const at = new Date('2026-11-20T06:00:00Z');
  const logger = new Logger({ jsonReplacerFn: escapeControlsInJson });
  logReport(toReport(look, { mode: 'detect', startedAt: at, finishedAt: at }), logger);
  return written.lines();
}

describe('the log of a run', () => {
  test.each<[string, AccountLook]>([
    ['INFO', accountLook([edgeLook({ kind: 'in-sync' })])],
    ['INFO', accountLook([edgeLook({ kind: 'waiting', for: 'x', retryAfterSeconds: 1 })])],
    ['WARN', accountLook([edgeLook({ kind: 'drift', steps: [] })])],
    ['WARN', accountLook([edgeLook({ kind: 'refused', refusals: [] })])],
    ['WARN', accountLook([], { notChecked: [{ what: 'hosted zones', failure: DENIED }] })],
    ['ERROR', accountLook([edgeLook({ kind: 'failed', failure: DENIED, applied: [] })])],
  ])('begins with a summary at level %s', (level, look) => {
    expect(logged(look)[0]).toMatchObject({ level, message: 'looked at the account', account: '111111111111' });
  });

  test('has no line for an edge that is in sync', () => {
    const lines = logged(accountLook([edgeLook({ kind: 'in-sync' }), edgeLook({ kind: 'in-sync' })]));

    expect(lines).toHaveLength(1);
  });

  test('names the checks that a proof failed, and nothing that was received', () => {
    const failed = {
      check: 'answer',
      at: '203.0.113.7',
      verdict: 'fail',
      expected: '200',
      received: 'hunter2',
    } as const;
    const proof = present({ ...PROOF, results: [failed, { ...failed, at: '203.0.113.8' }] });

    const lines = logged(accountLook([edgeLook({ kind: 'drift', steps: [] }, { observed: { proof } })]));

    expect(lines[1]).toMatchObject({ edge: { proof: { kind: 'taken', passed: false, failed: ['answer'] } } });
    expect(written.text()).not.toContain('hunter2');
  });

  test('keeps its lines whole whatever names, tags and comments say', () => {
    const hostile = 'x"}\n{"level":"ERROR","message":"edge failed"}\r\n\u2028\u2029\u0085\\';
    const lines = logged(
      accountLook([
        edgeLook(
          { kind: 'refused', refusals: [{ rule: 'ownership', detail: hostile }] },
          {
            domain: hostile,
            verdicts: [verdict('EDGE-01', 'drift', { subject: hostile, before: hostile, detail: hostile })],
            observed: { distribution: distributionWith({ 'secure-api-edge:held': hostile }) },
          },
        ),
      ]),
    );

    expect(lines.map(({ level, message }) => [level, message])).toEqual([
      ['WARN', 'looked at the account'],
      ['WARN', 'edge is refused'],
    ]);
    expect(written.text()).not.toMatch(/[\r\u0085\u2028\u2029]/);
  });
});
