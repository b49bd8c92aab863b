import { summarize, toFleetReport } from '../../../functions/report/summarize.ts';
import { accountReport, edgeWith, FINDINGS, NOT_SET, RUN } from './sample-report.ts';

const UNREAD = [{ what: 'hosted zones', why: 'Route 53 ListHostedZones: AccessDenied: no' }];

describe('a summary', () => {
  test('counts edges by result over all accounts', () => {
    const summary = summarize([
      accountReport({ edges: [edgeWith('in-sync'), edgeWith('drift')] }),
      accountReport({ id: '222222222222', edges: [edgeWith('drift'), edgeWith('failed')] }),
    ]);

    expect(summary).toEqual({
      accounts: 2,
      accountsNotChecked: 0,
      notChecked: 0,
      edges: 4,
      byResult: { 'in-sync': 1, fixed: 0, drift: 2, waiting: 0, refused: 0, failed: 1, 'not-checked': 0 },
      calls: 62,
    });
  });

  test('counts an account of which a list could not be read, however its edges are', () => {
    const accounts = [accountReport({ edges: [edgeWith('in-sync')], notChecked: UNREAD }), accountReport()];

    expect(summarize(accounts)).toMatchObject({ accountsNotChecked: 1, notChecked: 1 });
  });

  test('counts an account that could not be entered', () => {
    expect(summarize([accountReport({ notChecked: UNREAD })])).toMatchObject({ edges: 0, accountsNotChecked: 1 });
  });

  test('counts an edge that has drifted and is partly not checked as both', () => {
    const verdicts = [...FINDINGS, { ...NOT_SET, rule: 'EDGE-14', verdict: 'not-checked', subject: 'x' } as const];
    const summary = summarize([accountReport({ edges: [edgeWith('drift', { verdicts })] })]);

    expect(summary).toMatchObject({ notChecked: 1, byResult: { drift: 1 } });
  });
});

describe('a fleet report', () => {
  test('has its accounts in the order of their ids', () => {
    const { accounts } = toFleetReport(RUN, [accountReport({ id: '3' }), accountReport({ id: '1' })]);

    expect(accounts.map(({ id }) => id)).toEqual(['1', '3']);
  });
});
