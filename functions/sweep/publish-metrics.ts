import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { FleetReport } from '../report/fleet-report.ts';

/** How far a run came. */
export type RunEnd = 'to its end' | 'stopped' | 'broken off';

/**
 * One EMF line per sweep; zeros are published too, because an alarm must be able to tell "none" from "did not run". Of a sweep that broke off nobody
 * knows how much it did not see: at least something.
 */
export function publishMetrics({ run, summary }: FleetReport, went: RunEnd, metrics: Metrics): void {
  const { byResult } = summary;
  const counts = {
    SweepsEnded: went === 'broken off' ? 0 : 1,
    AccountsSwept: summary.accounts,
    AccountsNotChecked: summary.accountsNotChecked,
    EdgesChecked: summary.edges,
    EdgesInSync: byResult['in-sync'],
    EdgesFixed: byResult.fixed,
    EdgesDrifted: byResult.drift,
    EdgesWaiting: byResult.waiting,
    EdgesRefused: byResult.refused,
    // A failed proof is a refusal; where it stopped the waves, it is told like a failure.
    EdgesFailed: went === 'stopped' ? Math.max(1, byResult.failed) : byResult.failed,
    EdgesNotChecked: went === 'broken off' ? Math.max(1, summary.notChecked) : summary.notChecked,
    AwsCalls: summary.calls,
  };
  metrics.addDimensions({ sweep: 'accounts', trigger: run.trigger });
  for (const [name, count] of Object.entries(counts)) metrics.addMetric(name, MetricUnit.Count, count);
  const seconds = (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000;
  metrics.addMetric('SweepSeconds', MetricUnit.Seconds, seconds);
  metrics.publishStoredMetrics();
}
