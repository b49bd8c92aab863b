import { toFleetReport } from '../../../functions/report/summarize.ts';
import { summaryText } from '../../../functions/sweep/summary-text.ts';
import { edgeReport, RUN } from '../report/sample-report.ts';

const PLACE = 's3://reports/runs/run-1/report.json';

function told(edges: readonly ReturnType<typeof edgeReport>[], because?: string) {
  const account = { id: '111111111111', regions: [], edges, notChecked: [], calls: { total: 0, byOperation: {} } };
  return summaryText(toFleetReport(RUN, edges.length === 0 ? [] : [account], because), PLACE);
}

test('is nobody’s business while everything is in sync', () => {
  expect(told([edgeReport()])).toMatchObject({ subject: 'secure-api-edge: all in sync', isWorthTelling: false });
});

test('never says that all is well of a run that saw nothing', () => {
  expect(told([], 'the run broke off: Denied')).toMatchObject({
    subject: 'secure-api-edge: nothing was looked at',
    message: expect.not.stringContaining('in sync'),
    isWorthTelling: true,
  });
});

test('names ten edges, and how many more there are', () => {
  const edges = Array.from({ length: 12 }, (_, at) => edgeReport({ domain: `api-${at}.example.com`, result: 'drift' }));

  const { subject, message } = told(edges);

  expect(subject).toBe('secure-api-edge: 12 drifted');
  expect(message.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(11);
  expect(message).toContain('- and 2 more');
});

test('spells out what could end a line or move a cursor', () => {
  const { message } = told([edgeReport()], 'denied\n- all well\u001b[2J\u202e');

  expect(message).toContain('denied\\u{a}- all well\\u{1b}[2J\\u{202e}');
});
