import { findingEvents } from '../../../functions/sweep/finding-events.ts';
import { edgeReport, edgeWith, PATH, reportOf } from '../report/sample-report.ts';

const BUS = 'edges';

test('tells every edge that is not in sync, with its distribution by an ARN of the partition', () => {
  const report = reportOf([edgeReport(), edgeWith('drift', { domain: 'orders.example.com' })]);

  const events = findingEvents(report, BUS, 'aws-us-gov');

  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    Source: 'secure-api-edge',
    DetailType: 'Edge Finding',
    EventBusName: BUS,
    Resources: [`arn:aws-us-gov:cloudfront::111111111111:distribution/${PATH.distribution!.id}`],
  });
  expect(JSON.parse(events[0]!.Detail!)).toMatchObject({
    domain: 'orders.example.com',
    result: 'drift',
    rules: ['EDGE-01', 'EDGE-03', 'EDGE-16'],
  });
});

test('names no resource of an edge without a distribution', () => {
  const [event] = findingEvents(reportOf([edgeWith('refused')]), BUS, 'aws');

  expect(event!.Resources).toEqual([]);
});
