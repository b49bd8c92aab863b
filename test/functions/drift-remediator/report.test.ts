import { isIncomplete, toReport } from '../../../functions/drift-remediator/report.ts';
import type { AccountLook } from '../../../functions/reconciler/model/look.ts';
import { unreadable } from '../../../functions/reconciler/model/observed.ts';
import { accountLook, DENIED, edgeLook, failureOf, step, verdict } from './account-look.ts';

const FACTS = {
  mode: 'remediate',
  startedAt: new Date('2026-11-20T06:00:00Z'),
  finishedAt: new Date('2026-11-20T06:05:00Z'),
} as const;

const reportOf = (look: AccountLook) => toReport(look, FACTS);

describe('a report', () => {
  test('says of which account, when, and what it cost', () => {
    const report = reportOf(
      accountLook([], { calls: { 'CloudFront.ListDistributions': 2, 'STS.GetCallerIdentity': 1 } }),
    );

    expect(report).toEqual({
      account: '111111111111',
      regions: ['eu-west-1'],
      mode: 'remediate',
      startedAt: '2026-11-20T06:00:00.000Z',
      finishedAt: '2026-11-20T06:05:00.000Z',
      summary: { edges: 0, inSync: 0, fixed: 0, drift: 0, waiting: 0, refused: 0, failed: 0, notChecked: 0 },
      edges: [],
      notChecked: [],
      refusal: undefined,
      calls: { total: 3, byOperation: { 'CloudFront.ListDistributions': 2, 'STS.GetCallerIdentity': 1 } },
    });
  });

  test('counts the edges by what became of them', () => {
    const report = reportOf(
      accountLook([
        edgeLook({ kind: 'in-sync' }),
        edgeLook({ kind: 'in-sync' }),
        edgeLook({ kind: 'in-sync' }, { applied: [step('x')] }),
        edgeLook({ kind: 'drift', steps: [] }),
        edgeLook({ kind: 'waiting', for: 'x', retryAfterSeconds: 1 }),
        edgeLook({ kind: 'refused', refusals: [] }),
        edgeLook({ kind: 'failed', failure: failureOf('CloudFront', 'UpdateDistribution', 'X'), applied: [] }),
        edgeLook({ kind: 'not-checked', details: ['x'] }),
      ]),
    );

    expect(report.summary).toEqual({
      edges: 8,
      inSync: 2,
      fixed: 1,
      drift: 1,
      waiting: 1,
      refused: 1,
      failed: 1,
      notChecked: 1,
    });
  });

  test('counts an unread list as not checked even when no edge was found', () => {
    const report = reportOf(accountLook([], { notChecked: [{ what: 'hosted zones', failure: DENIED }] }));

    expect(report.summary).toMatchObject({ edges: 0, notChecked: 1 });
    expect(report.notChecked).toEqual([
      { what: 'hosted zones', why: 'CloudFront ListDistributions: AccessDenied: no' },
    ]);
  });

  test('counts an edge that drifted and was partly unreadable as both', () => {
    const look = edgeLook({ kind: 'drift', steps: [] }, { verdicts: [verdict('EDGE-14', 'not-checked')] });

    expect(reportOf(accountLook([look])).summary).toMatchObject({ drift: 1, notChecked: 1 });
  });

  test('shows what a rule that is only reported could not check, and does not count it', () => {
    const row = { ...verdict('EDGE-12', 'not-checked'), reportedOnly: true } as const;
    const report = reportOf(accountLook([edgeLook({ kind: 'in-sync' }, { verdicts: [row] })]));

    expect(report.summary).toMatchObject({ inSync: 1, notChecked: 0 });
    expect(report.edges.flatMap(({ verdicts }) => verdicts)).toEqual([row]);
  });
});

describe('a run', () => {
  test.each<[string, AccountLook]>([
    ['every edge is in sync', accountLook([edgeLook({ kind: 'in-sync' })])],
    ['an edge has drifted', accountLook([edgeLook({ kind: 'drift', steps: [] })])],
    ['the guard refused', accountLook([], { refusal: { rule: 'guard', detail: 'too much' } })],
    ['an edge waits', accountLook([edgeLook({ kind: 'waiting', for: 'x', retryAfterSeconds: 1 })])],
  ])('is complete when %s', (_, look) => {
    expect(isIncomplete(reportOf(look))).toBe(false);
  });

  test.each<[string, AccountLook]>([
    ['an edge failed', accountLook([edgeLook({ kind: 'failed', failure: DENIED, applied: [] })])],
    [
      'an edge could not be read',
      accountLook([
        edgeLook({ kind: 'failed', failure: DENIED, applied: [] }, { observed: { aliasRecords: unreadable(DENIED) } }),
      ]),
    ],
    ['a list could not be read', accountLook([], { notChecked: [{ what: 'hosted zones', failure: DENIED }] })],
  ])('is incomplete when %s', (_, look) => {
    expect(isIncomplete(reportOf(look))).toBe(true);
  });
});
