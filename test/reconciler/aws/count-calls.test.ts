import { CloudFrontClient, GetDistributionCommand } from '@aws-sdk/client-cloudfront';
import { HttpResponse } from '@smithy/core/protocols';
import { countCalls, createCallCounter } from '../../../functions/reconciler/aws/count-calls.ts';

describe('countCalls', () => {
  test('counts every attempt, so that retries are not free', async () => {
    const counter = createCallCounter();
    const client = countCalls(clientAnswering(503, 503, 200), counter);

    await client.send(new GetDistributionCommand({ Id: 'E1' }));

    expect(counter.snapshot()).toEqual({ 'CloudFront.GetDistribution': 3 });
  });

  test('counts an attempt that AWS refuses', async () => {
    const counter = createCallCounter();
    const client = countCalls(clientAnswering(403), counter);

    await expect(client.send(new GetDistributionCommand({ Id: 'E1' }))).rejects.toThrow();

    expect(counter.snapshot()).toEqual({ 'CloudFront.GetDistribution': 1 });
  });
});

describe('createCallCounter', () => {
  test('lists calls by name, whatever the order in which they came', () => {
    const counter = createCallCounter();

    counter.add('Route53.ListHostedZones');
    counter.add('CloudFront.ListDistributions');
    counter.add('Route53.ListHostedZones');

    expect(Object.entries(counter.snapshot())).toEqual([
      ['CloudFront.ListDistributions', 1],
      ['Route53.ListHostedZones', 2],
    ]);
  });

  test('hands out a snapshot that later calls do not change', () => {
    const counter = createCallCounter();
    const before = counter.snapshot();

    counter.add('STS.GetCallerIdentity');

    expect(before).toEqual({});
  });
});

/** A client whose requests never leave the process and are answered with these statuses, one after the other. */
function clientAnswering(...statuses: readonly number[]): CloudFrontClient {
  const remaining = [...statuses];
  return new CloudFrontClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: statuses.length,
    requestHandler: {
      handle: async () => ({ response: answer(remaining.shift() ?? 500) }),
    },
  });
}

function answer(statusCode: number): HttpResponse {
  const body =
    statusCode === 200
      ? '<Distribution><Id>E1</Id></Distribution>'
      : '<ErrorResponse><Error><Code>Refused</Code><Message>no</Message></Error></ErrorResponse>';
  return new HttpResponse({
    statusCode,
    headers: { 'content-type': 'text/xml' },
    body: new TextEncoder().encode(body),
  });
}
