import { Metrics } from '@aws-lambda-powertools/metrics';
import { toFleetReport } from '../../../functions/report/summarize.ts';
import { publishMetrics } from '../../../functions/sweep/publish-metrics.ts';
import { captureLog } from '../drift-remediator/captured-log.ts';
import { RUN } from '../report/sample-report.ts';

const written = captureLog();
const EMPTY = toFleetReport(RUN, []);

test.each([
  ['to its end', { SweepsEnded: 1, EdgesFailed: 0, EdgesNotChecked: 0 }],
  ['stopped', { SweepsEnded: 1, EdgesFailed: 1, EdgesNotChecked: 0 }],
  ['broken off', { SweepsEnded: 0, EdgesFailed: 0, EdgesNotChecked: 1 }],
] as const)('a run that came %s is told apart by its metrics', (went, counts) => {
  publishMetrics(EMPTY, went, new Metrics({ namespace: 'Test', serviceName: 'sweep' }));

  expect(written.lines()[0]).toMatchObject({
    sweep: 'accounts',
    trigger: 'schedule',
    ...counts,
    SweepSeconds: 250,
  });
});
