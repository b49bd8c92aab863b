import { request as httpRequest } from 'node:http';
import { type ResponseReceiver, startResponseReceiver } from '../../../simulator/cloudformation/response-receiver.ts';
import { presignResponseUrl } from '../../../simulator/cloudformation/response-url.ts';
import { createClock } from '../../../simulator/core/clock.ts';
import { createVirtualTime, type VirtualTime } from '../../../simulator/core/virtual-time.ts';
import { edge, putAnswer, START, useStage } from './stage.ts';

const stackId = 'arn:aws:cloudformation:eu-west-1:111111111111:stack/orders/guid';
const url = presignResponseUrl({ region: 'eu-west-1', stackId, logicalId: 'Edge', requestId: 'one', now: START });

let time: VirtualTime;
let receiver: ResponseReceiver;
let stored: string[];
beforeEach(async () => {
  time = createVirtualTime(createClock(START));
  receiver = await startResponseReceiver(time);
  stored = [];
  receiver.expect(url, (body) => stored.push(body) === 1);
});
afterEach(() => receiver.stop());

/** A PUT as the product makes it, with its own headers or method. */
function send(options: RequestInit = {}, to = url): Promise<Response> {
  return fetch(receiver.locate(to), { method: 'PUT', body: '{}', headers: { 'content-type': '' }, ...options });
}

describe('validation', () => {
  test.each([
    ['another method', { method: 'POST' }],
    ['a content type', { headers: { 'content-type': 'application/json' } }],
  ])('refuses %s than what was signed', async (_, options) => {
    const response = await send(options);

    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
    expect(stored).toEqual([]);
  });

  test('refuses a URL that was never signed', async () => {
    const response = await send({}, url.replace(/Signature=./, 'Signature=x'));

    expect(response.status).toBe(403);
  });

  test('refuses a URL that has expired', async () => {
    time.clock.advance(7199);
    expect((await send()).status).toBe(200);

    time.clock.advance(1);
    const response = await send();

    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Message>Request has expired</Message>');
  });
});

describe('behavior', () => {
  test('takes a PUT without any content type', async () => {
    const { hostname, port, pathname, search } = new URL(receiver.locate(url));
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    httpRequest({ hostname, port, path: `${pathname}${search}`, method: 'PUT' }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end('{}');

    expect(await promise).toBe(200);
  });

  test('stores every PUT, counts the first and records the others', async () => {
    await send({ body: 'first' });
    time.clock.advance(5);
    await send({ body: 'second' });

    expect(stored).toEqual(['first', 'second']);
    expect(receiver.putsOf(url)).toEqual([
      { path: expect.any(String), at: new Date(START), status: 200, body: 'first', taken: 'counted' },
      { path: expect.any(String), at: new Date(START + 5000), status: 200, body: 'second', taken: 'ignored' },
    ]);
  });

  test('answers with the given statuses first', async () => {
    receiver.addFaults({ kind: 'status', status: 503 }, { kind: 'status', status: 500 });

    const statuses = [await send(), await send(), await send()].map(({ status }) => status);

    expect(statuses).toEqual([503, 500, 200]);
    expect(receiver.puts.map(({ taken }) => taken)).toEqual(['refused', 'refused', 'counted']);
  });

  test('breaks the connection before or after the effect', async () => {
    receiver.addFaults({ kind: 'disconnect-before-effect' }, { kind: 'disconnect-after-effect' });

    await expect(send({ body: 'lost' })).rejects.toThrow();
    await expect(send({ body: 'stored' })).rejects.toThrow();

    expect(stored).toEqual(['stored']);
    expect(receiver.puts).toMatchObject([
      { status: 0, taken: 'refused' },
      { status: 0, taken: 'counted' },
    ]);
  });

  test('delays a PUT on its way, in simulated time', async () => {
    receiver.addFaults({ kind: 'delay', seconds: 40 });
    const put = receiver.through(putAnswer);

    const status = await time.run(() => put(url, '{}'));

    expect(status).toBe(200);
    expect(receiver.puts[0]?.at).toEqual(new Date(START + 40_000));
  });

  test('forgets everything on a reset', async () => {
    await send();
    receiver.addFaults({ kind: 'status', status: 503 });

    receiver.reset();

    expect(receiver.puts).toEqual([]);
    expect((await send()).status).toBe(403);
  });
});

describe('in a stack', () => {
  const stage = useStage();

  test('an answer that was stored counts, although its connection broke', async () => {
    stage.receiver.addFaults({ kind: 'disconnect-after-effect' });

    const stack = await stage.create({ Edge: edge() });

    expect(stack.status).toBe('CREATE_COMPLETE');
  });

  test('an answer that was refused does not count, and the time goes on', async () => {
    stage.receiver.addFaults({ kind: 'status', status: 503 });

    const stack = await stage.create({ Edge: edge({ ServiceTimeout: 10 }) });

    expect(stack.status).toBe('ROLLBACK_COMPLETE');
  });

  test('a second answer changes nothing', async () => {
    const stack = await stage.create({ Edge: edge() });
    const [{ ResponseURL } = { ResponseURL: '' }] = stage.requests;

    const status = await putAnswer(stage.receiver.locate(ResponseURL), '{"Status":"FAILED"}');

    expect(status).toBe(200);
    expect(stage.receiver.putsOf(ResponseURL).map(({ taken }) => taken)).toEqual(['counted', 'ignored']);
    expect(stage.cloudFormation.stack('orders')).toEqual(stack);
  });
});
