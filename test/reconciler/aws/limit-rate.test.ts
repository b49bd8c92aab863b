import { ListHostedZonesCommand, Route53Client } from '@aws-sdk/client-route-53';
import { HttpResponse } from '@smithy/core/protocols';
import { limitRate } from '../../../functions/reconciler/aws/limit-rate.ts';

test('asks for a place for every attempt, so that retries do not come on top', async () => {
  let asked = 0;
  const { client, sent } = clientAnswering(500, 500, 200);

  await limitRate(client, async () => {
    asked += 1;
  }).send(new ListHostedZonesCommand({}));

  expect(sent()).toBe(3);
  expect(asked).toBe(3);
});

test('sends nothing before there is a place', async () => {
  const place = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const { client, sent } = clientAnswering(200);

  const answer = limitRate(client, () => {
    asked.resolve();
    return place.promise;
  }).send(new ListHostedZonesCommand({}));

  await asked.promise;
  expect(sent()).toBe(0);
  place.resolve();
  await answer;
  expect(sent()).toBe(1);
});

test('tells whoever gives places when the request is aborted', async () => {
  const aborting = new AbortController();
  const signals: (AbortSignal | undefined)[] = [];
  const { client } = clientAnswering(200);

  await limitRate(client, async (signal) => {
    signals.push(signal);
  }).send(new ListHostedZonesCommand({}), { abortSignal: aborting.signal });

  expect(signals).toEqual([aborting.signal]);
});

/** A client whose requests never leave the process and are answered with these statuses, one after the other. */
function clientAnswering(...statuses: readonly number[]): {
  readonly client: Route53Client;
  readonly sent: () => number;
} {
  let sent = 0;
  const client = new Route53Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: statuses.length,
    requestHandler: {
      handle: async () => {
        sent += 1;
        return { response: answer(statuses[sent - 1] ?? 500) };
      },
    },
  });
  return { client, sent: () => sent };
}

function answer(statusCode: number): HttpResponse {
  const body =
    statusCode === 200
      ? '<ListHostedZonesResponse><HostedZones/></ListHostedZonesResponse>'
      : '<ErrorResponse><Error><Code>InternalFailure</Code><Message>no</Message></Error></ErrorResponse>';
  return new HttpResponse({
    statusCode,
    headers: { 'content-type': 'text/xml' },
    body: new TextEncoder().encode(body),
  });
}
