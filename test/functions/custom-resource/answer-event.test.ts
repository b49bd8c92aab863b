import { answerEvent } from '../../../functions/custom-resource/answer-event.ts';
import { type ConvergeWhile, convergeInTime } from '../../../functions/custom-resource/converge-in-time.ts';
import { UndeliveredAnswerError } from '../../../functions/custom-resource/deliver-answer.ts';
import { InvalidRequestError } from '../../../functions/reconciler/model/errors.ts';
import { type AnswerReceiver, startAnswerReceiver } from './answer-receiver.ts';
import { edgeLook } from './edge-look.ts';
import { recordedInvocation } from './recorded-invocation.ts';
import { type SampleName, sampleEvent, sampleNames } from './sample-event.ts';

const SIGNATURE = '0123456789abcdef0123456789abcdef';
const inSync: ConvergeWhile = async () => edgeLook({ kind: 'in-sync' });

let receiver: AnswerReceiver;
beforeEach(async () => {
  receiver = await startAnswerReceiver(200);
});
afterEach(() => receiver.close());

/** Delivers an event whose answer goes to the receiver, as under `sam local invoke`. */
async function delivered(event: unknown, convergeWhile = inSync, invocation = recordedInvocation({ place: 'local' })) {
  await answerEvent(event, invocation, (bound) => ({ kind: 'here', converge: convergeInTime(convergeWhile, bound) }));
  return { answers: receiver.received.map(({ body }) => JSON.parse(body)), written: invocation.written() };
}

function eventFor(name: SampleName, replaced: Readonly<Record<string, unknown>> = {}) {
  return sampleEvent(name, { ResponseURL: receiver.url, ...replaced });
}

describe('answerEvent', () => {
  test.each(sampleNames() as SampleName[])('answers events/%s.json exactly once', async (name) => {
    const event = eventFor(name);

    const { answers } = await delivered(event);

    expect(answers).toEqual([
      expect.objectContaining({
        Status: 'SUCCESS',
        RequestId: event.RequestId,
        StackId: event.StackId,
        LogicalResourceId: 'ApiEdge',
        PhysicalResourceId: expect.stringMatching(/./),
      }),
    ]);
  });

  test.each<[string, ConvergeWhile, RegExp]>([
    [
      'an edge that cannot be made',
      async () => edgeLook({ kind: 'refused', refusals: [{ rule: 'EDGE-17', detail: 'private' }] }),
      /^refused by EDGE-17: private$/m,
    ],
    [
      'a bug',
      async () => Promise.reject(new TypeError('x is not a function')),
      /^a bug of secure-api-edge .* TypeError: x is not a function$/m,
    ],
    [
      'settings that are wrong',
      async () => Promise.reject(new InvalidRequestError([{ path: 'environment.REGIONS', message: 'is wrong' }])),
      /^environment\.REGIONS: is wrong$/m,
    ],
  ])('answers %s exactly once, as failed, with where to read on', async (_, convergeWhile, reason) => {
    const { answers } = await delivered(eventFor('create'), convergeWhile);

    expect(answers).toMatchObject([
      {
        Status: 'FAILED',
        PhysicalResourceId: sampleEvent('delete').PhysicalResourceId,
        Reason: expect.stringMatching(reason),
      },
    ]);
    expect(answers[0].Reason).toMatch(/\nlog group \/aws\/lambda\/custom-resource, request request-1$/);
  });

  test('lets go of the domain that a cancelled update abandoned, after the answer', async () => {
    const { ResourceProperties, OldResourceProperties } = sampleEvent('update-domain');
    const rollback = { ResourceProperties: OldResourceProperties, OldResourceProperties: ResourceProperties };
    const targets: string[] = [];
    const looks: ConvergeWhile = async (target) => {
      targets.push(`${target.kind} after ${receiver.received.length} answers`);
      return edgeLook({ kind: 'in-sync' });
    };

    await delivered(eventFor('update-domain', rollback), looks);

    expect(targets).toEqual(['wanted after 0 answers', 'let-go after 1 answers']);
  });

  test('answers a look that never comes back exactly once', async () => {
    const invocation = recordedInvocation({ place: 'local' });
    const hangs: ConvergeWhile = () => {
      invocation.elapse();
      return new Promise(() => {});
    };

    const { answers } = await delivered(eventFor('create'), hangs, invocation);

    expect(answers).toMatchObject([{ Status: 'FAILED', Reason: expect.stringMatching(/^time ran out/) }]);
  });

  test.each([
    [{ RequestType: 'Read' }, /^event.RequestType: is not Create, Update or Delete/],
    [{ ResourceProperties: 'none' }, /ResourceProperties: is not a map of properties/],
    [{ ResourceProperties: undefined }, /ResourceProperties: is not a map of properties/],
  ])('answers a request that is wrong in %j exactly once', async (wrong, reason) => {
    const { answers } = await delivered(eventFor('create', wrong));

    expect(answers).toMatchObject([
      {
        Status: 'FAILED',
        PhysicalResourceId: expect.stringMatching(/^secure-api-edge:/),
        Reason: expect.stringMatching(reason),
      },
    ]);
  });

  test('keeps the physical id of an event that is wrong', async () => {
    const { answers } = await delivered(eventFor('update-policy', { RequestType: 'Read' }));

    expect(answers).toMatchObject([{ PhysicalResourceId: sampleEvent('update-policy').PhysicalResourceId }]);
  });

  test('answers huge and hostile properties within the limit', async () => {
    const ResourceProperties = {
      DomainName: 'x'.repeat(500_000),
      Hsts: '\u0000'.repeat(500_000),
      [`k${'\u2028'.repeat(9999)}`]: [],
    };

    const { answers } = await delivered(eventFor('create', { ResourceProperties }));

    expect(answers).toMatchObject([{ Status: 'FAILED' }]);
    expect(Buffer.byteLength(receiver.received[0]!.body)).toBeLessThanOrEqual(4096);
  });

  test.each([[null], ['text'], [{}], [{ Records: [] }]])(
    'fails in one log line for %j, which nobody can answer',
    async (event) => {
      const { answers, written } = await delivered(event);

      expect(answers).toEqual([]);
      expect(written).toMatch(/^\{"message":"the event cannot be answered; nothing was changed".*\}$/);
    },
  );

  test.each(['https://example.com/?X-Amz-Signature=0123456789abcdef', 'http://127.0.0.1:1/?0123456789abcdef'])(
    'refuses to work for %s, in one log line without it',
    async (ResponseURL) => {
      const looks: string[] = [];
      const invocation = recordedInvocation({ place: 'aws' });

      await answerEvent(sampleEvent('create', { ResponseURL }), invocation, () => {
        looks.push('looked');
        throw new Error('not reached');
      });

      expect(looks).toEqual([]);
      expect(invocation.written()).toBe(
        '{"message":"the response URL is not of CloudFormation; nothing was changed and nobody was answered"}',
      );
    },
  );

  test('never writes the response URL, not even where the event repeats it', async () => {
    const event = eventFor('create', {
      ResourceProperties: { DomainName: receiver.url.slice(0, 70), OnDelete: SIGNATURE },
    });
    const leaking: ConvergeWhile = async () => Promise.reject(new Error(`cannot reach ${receiver.url}`));

    const wrong = await delivered(event);
    const broken = await delivered(eventFor('create'), leaking);

    for (const text of [wrong.written, broken.written, JSON.stringify(broken.answers)]) {
      expect(text).not.toContain(SIGNATURE);
    }
  });
});

describe('an answer that cannot be delivered', () => {
  test('is printed as one JSON document where nobody is there to receive it', async () => {
    const { url } = receiver;
    await receiver.close();
    const invocation = recordedInvocation({ place: 'local' });

    await answerEvent(sampleEvent('create', { ResponseURL: url }), invocation, (bound) => ({
      kind: 'here',
      converge: convergeInTime(inSync, bound),
    }));

    expect(invocation.printed.map((text) => JSON.parse(text))).toMatchObject([{ Status: 'SUCCESS' }]);
  });

  test('is printed for a host that is not of AWS, which nothing is sent to', async () => {
    const invocation = recordedInvocation({ place: 'local' });

    const event = sampleEvent('create', { ResponseURL: 'https://answers.example.com/x' });
    await answerEvent(event, invocation, (bound) => ({ kind: 'here', converge: convergeInTime(inSync, bound) }));

    expect(invocation.printed).toHaveLength(1);
  });

  test('fails the invocation in AWS, so that the event is brought again', async () => {
    const put = async (url: string) => Promise.reject(new Error(`no route to ${url}`));
    const invocation = recordedInvocation({ place: 'aws', put });

    const answering = answerEvent(sampleEvent('create'), invocation, (bound) => ({
      kind: 'here',
      converge: convergeInTime(inSync, bound),
    }));

    await expect(answering).rejects.toThrow(UndeliveredAnswerError);
    await expect(answering).rejects.toThrow('the answer could not be delivered: no route to <response url>');
    expect(invocation.slept).toEqual([0.25, 0.5, 1, 2]);
    expect(invocation.written()).toContain('the answer could not be delivered');
    expect(invocation.written()).not.toContain('X-Amz-Signature');
  });

  test('is sent again in AWS until the bucket of CloudFormation takes it', async () => {
    const sent: string[] = [];
    const put = async (url: string) => {
      sent.push(url);
      return sent.length < 3 ? 503 : 200;
    };
    const event = sampleEvent('create');

    await answerEvent(event, recordedInvocation({ put }), (bound) => ({
      kind: 'here',
      converge: convergeInTime(inSync, bound),
    }));

    expect(sent).toEqual([event.ResponseURL, event.ResponseURL, event.ResponseURL]);
  });
});
