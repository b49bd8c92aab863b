import { putResponse, sendResponse } from '../../../functions/custom-resource/send-response.ts';
import { type AnswerReceiver, startAnswerReceiver } from './answer-receiver.ts';

let receiver: AnswerReceiver;
afterEach(() => receiver.close());

function options(replaced: { readonly attempts?: number; readonly remainingSeconds?: () => number } = {}) {
  const slept: number[] = [];
  const sleep = async (seconds: number) => {
    slept.push(seconds);
  };
  return { put: putResponse, attempts: 5, remainingSeconds: () => 60, sleep, slept, ...replaced };
}

describe('sendResponse', () => {
  test('puts the body once, with an empty content type', async () => {
    receiver = await startAnswerReceiver(200);

    const delivery = await sendResponse(receiver.url, '{"Status":"SUCCESS"}', options());

    expect(delivery).toEqual({ kind: 'delivered' });
    expect(receiver.received).toMatchObject([
      { method: 'PUT', headers: { 'content-type': '', 'content-length': '20' }, body: '{"Status":"SUCCESS"}' },
    ]);
  });

  test('repeats, ever more slowly, until it is accepted', async () => {
    receiver = await startAnswerReceiver(503, 500, 204);
    const sending = options();

    const delivery = await sendResponse(receiver.url, 'body', sending);

    expect(delivery).toEqual({ kind: 'delivered' });
    expect(receiver.received).toHaveLength(3);
    expect(sending.slept).toEqual([0.25, 0.5]);
  });

  test('fails when the attempts are used up', async () => {
    receiver = await startAnswerReceiver(403);

    const delivery = await sendResponse(receiver.url, 'body', options());

    expect(delivery).toEqual({ kind: 'undelivered', because: 'the answer was refused with HTTP 403' });
    expect(receiver.received).toHaveLength(5);
  });

  test('fails when the time is used up', async () => {
    receiver = await startAnswerReceiver(503);

    const delivery = await sendResponse(receiver.url, 'body', options({ remainingSeconds: () => 2 }));

    expect(delivery).toMatchObject({ kind: 'undelivered' });
    expect(receiver.received).toHaveLength(1);
  });

  test('follows no redirect', async () => {
    receiver = await startAnswerReceiver(307);

    const delivery = await sendResponse(receiver.url, 'body', options({ attempts: 1 }));

    expect(delivery).toEqual({ kind: 'undelivered', because: 'the answer was refused with HTTP 307' });
  });

  test('fails without naming the URL when nobody listens', async () => {
    receiver = await startAnswerReceiver();
    await receiver.close();

    const delivery = await sendResponse(receiver.url, 'body', options({ attempts: 1 }));

    expect(delivery).toMatchObject({ kind: 'undelivered', because: expect.stringContaining('ECONNREFUSED') });
    expect(JSON.stringify(delivery)).not.toContain('0123456789abcdef');
  });

  test.each(['no url with 0123456789abcdef0123456789abcdef', 'https://%zz/0123456789abcdef'])(
    'fails without naming a URL that is none',
    async (url) => {
      receiver = await startAnswerReceiver();

      const delivery = await sendResponse(url, 'body', options({ attempts: 1 }));

      expect(delivery).toMatchObject({ kind: 'undelivered' });
      expect(JSON.stringify(delivery)).not.toContain('0123456789abcdef');
    },
  );
});
