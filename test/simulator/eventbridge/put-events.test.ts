import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { declareEventBus, eventsOn } from '../../../simulator/eventbridge/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();
const PLACE = { account: '111111111111', region: 'us-east-1' };
const ENTRY = { Source: 'secure-api-edge', DetailType: 'Edge Drifted', Detail: '{"domain":"api.example.com"}' };

function put(...Entries: PutEventsRequestEntry[]) {
  return aws.client(EventBridgeClient).send(new PutEventsCommand({ Entries }));
}

describe('validation', () => {
  test('refuses more than 10 entries', async () => {
    await expect(put(...Array.from({ length: 11 }, () => ENTRY))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  test('refuses a request whose entries exceed 1 MiB together, and puts none of them', async () => {
    const large = { ...ENTRY, Detail: JSON.stringify({ text: 'x'.repeat(1024 * 1024) }) };

    await expect(put(ENTRY, large)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Total size of the entries in the request is over the limit.',
    });
    expect(eventsOn(aws.simulator.world, PLACE)).toEqual([]);
  });

  test('refuses single entries, and says which', async () => {
    const answer = await put(
      { ...ENTRY, Detail: 'no JSON' },
      ENTRY,
      { ...ENTRY, Source: 'aws.cloudfront' },
      { ...ENTRY, DetailType: undefined },
    );

    expect(answer.FailedEntryCount).toBe(3);
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'MalformedDetail',
      undefined,
      'NotAuthorizedForSourceException',
      'InvalidArgument',
    ]);
    expect(eventsOn(aws.simulator.world, PLACE)).toHaveLength(1);
  });
});

describe('behavior', () => {
  test('keeps what was put, as a target would get it', async () => {
    const { FailedEntryCount, Entries } = await put(ENTRY);

    expect(FailedEntryCount).toBe(0);
    expect(eventsOn(aws.simulator.world, PLACE)).toEqual([
      {
        version: '0',
        id: Entries?.[0]?.EventId,
        'detail-type': 'Edge Drifted',
        source: 'secure-api-edge',
        ...PLACE,
        time: '2026-01-01T00:00:00Z',
        resources: [],
        detail: { domain: 'api.example.com' },
      },
    ]);
  });

  test('puts onto a bus by name or ARN, and nowhere when there is none', async () => {
    declareEventBus(aws.simulator.world, { ...PLACE, bus: 'audit' });

    const answer = await put(
      { ...ENTRY, EventBusName: 'audit' },
      { ...ENTRY, EventBusName: 'arn:aws:events:us-east-1:111111111111:event-bus/audit' },
      { ...ENTRY, EventBusName: 'missing' },
    );

    expect(answer.FailedEntryCount).toBe(0);
    expect(eventsOn(aws.simulator.world, { ...PLACE, bus: 'audit' })).toHaveLength(2);
  });
});
