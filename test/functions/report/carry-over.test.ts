import { carryOver } from '../../../functions/report/carry-over.ts';
import type { EdgeReport, EdgeResult, FleetReport } from '../../../functions/report/fleet-report.ts';
import { edgeReport, reportOf } from './sample-report.ts';

const CHANGED = { who: 'jo', what: 'UpdateDistribution', at: '2026-11-17T05:00:00.000Z' };

function on(day: number, result: EdgeResult, facts: Partial<EdgeReport> = {}): FleetReport {
  return reportOf([edgeReport({ result, ...facts })], { finishedAt: `2026-11-${day}T06:00:00.000Z` });
}

/** Reports as they come to be: each knows those before it. */
function lastOf(...reports: readonly FleetReport[]): EdgeReport {
  const kept: FleetReport[] = [];
  for (const report of reports) kept.push(carryOver(report, kept));
  return kept.at(-1)!.accounts[0]!.edges[0]!;
}

describe('since when an edge is not in sync', () => {
  test('is now, when no report knows it', () => {
    expect(lastOf(on(20, 'drift')).firstSeen).toBe('2026-11-20T06:00:00.000Z');
  });

  test('is when it was first seen, whatever it has been called since', () => {
    const edge = lastOf(on(17, 'drift'), on(18, 'not-checked'), on(19, 'failed'), on(20, 'drift'));

    expect(edge.firstSeen).toBe('2026-11-17T06:00:00.000Z');
  });

  test.each<EdgeResult>(['in-sync', 'fixed'])('begins anew after it was %s', (result) => {
    expect(lastOf(on(17, 'drift'), on(18, result), on(20, 'drift')).firstSeen).toBe('2026-11-20T06:00:00.000Z');
  });

  test('is told with the correction, and gone after it', () => {
    expect(lastOf(on(17, 'drift'), on(20, 'fixed')).firstSeen).toBe('2026-11-17T06:00:00.000Z');
    expect(lastOf(on(17, 'drift'), on(19, 'fixed'), on(20, 'in-sync'))).not.toHaveProperty('firstSeen');
  });

  test('survives reports that did not look at it', () => {
    const other = reportOf([edgeReport({ domain: 'other.example.com' })], { finishedAt: '2026-11-19T06:00:00.000Z' });

    expect(lastOf(on(17, 'drift'), other, on(20, 'drift')).firstSeen).toBe('2026-11-17T06:00:00.000Z');
  });

  test('is the same in whatever order earlier reports are given', () => {
    const kept = [on(17, 'drift', { firstSeen: '2026-11-16T06:00:00.000Z' }), on(18, 'in-sync')];

    const report = carryOver(on(20, 'drift'), kept.toReversed());

    expect(report.accounts[0]!.edges[0]!.firstSeen).toBe('2026-11-20T06:00:00.000Z');
  });
});

describe('who changed an edge', () => {
  test('is remembered as long as the edge is not in sync', () => {
    expect(lastOf(on(17, 'drift', { changedBy: CHANGED }), on(20, 'drift')).changedBy).toEqual(CHANGED);
    expect(lastOf(on(17, 'drift', { changedBy: CHANGED }), on(18, 'fixed'), on(20, 'drift'))).not.toHaveProperty(
      'changedBy',
    );
  });

  test('gives way to who changed it since', () => {
    const again = { ...CHANGED, who: 'sam' };

    expect(lastOf(on(17, 'drift', { changedBy: CHANGED }), on(20, 'drift', { changedBy: again })).changedBy).toEqual(
      again,
    );
  });
});
