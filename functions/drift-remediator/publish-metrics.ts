import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Report } from './report.ts';

/**
 * One EMF line. `mode` is a dimension, so that a run by hand in `detect` does not disturb an alarm on the runs that remediate; zeros are
 * published too: an alarm must be able to tell "none" from "did not run".
 */
export function publishMetrics({ account, mode, summary, calls }: Report, metrics: Metrics): void {
  const counts = {
    EdgesChecked: summary.edges,
    EdgesInSync: summary.inSync,
    EdgesDrifted: summary.drift,
    EdgesFixed: summary.fixed,
    EdgesWaiting: summary.waiting,
    EdgesRefused: summary.refused,
    EdgesFailed: summary.failed,
    EdgesNotChecked: summary.notChecked,
    AwsCalls: calls.total,
  };
  metrics.addDimensions({ account, mode });
  for (const [name, count] of Object.entries(counts)) metrics.addMetric(name, MetricUnit.Count, count);
  metrics.publishStoredMetrics();
}
