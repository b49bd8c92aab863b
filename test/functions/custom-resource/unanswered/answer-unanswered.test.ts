import { answerUnanswered } from '../../../../functions/custom-resource/unanswered/answer-unanswered.ts';
import { ADDRESS_KEY, sampleWorkItem } from '../continuation/sample-work-item.ts';
import { recordedInvocation } from '../recorded-invocation.ts';
import { sampleEvent } from '../sample-event.ts';

async function told(event: unknown, status = 200) {
  const sent: { readonly url: string; readonly body: Record<string, unknown> }[] = [];
  const put = async (url: string, body: string) => {
    sent.push({ url, body: JSON.parse(body) });
    return status;
  };
  const invocation = recordedInvocation({ put });
  const ended = await answerUnanswered(event, invocation, ADDRESS_KEY).catch((error: Error) => error.name);
  return { sent, ended, written: invocation.written() };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function failedInvocation(requestPayload: unknown, responsePayload?: unknown) {
  return {
    version: '1.0',
    timestamp: '2026-11-20T08:15:00.000Z',
    requestContext: { requestId: 'r', functionArn: 'arn', condition: 'RetriesExhausted', approximateInvokeCount: 3 },
    requestPayload,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload,
  };
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
function endedExecution(detail: Record<string, unknown>) {
  return {
    version: '0',
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    detail: {
      name: '0f1e-abc-2d3c',
      status: 'FAILED',
      input: JSON.stringify(sampleWorkItem('update-policy', new Date('2026-11-20T08:00:00Z'))),
      error: 'NotAnswered',
      cause: 'The answer could not be delivered',
      output: null,
      ...detail,
    },
  };
}

test('answers for the function that takes requests', async () => {
  const error = { errorType: 'Runtime.OutOfMemory', errorMessage: 'signal: killed' };

  const { sent } = await told(failedInvocation(sampleEvent('delete'), error));

  expect(sent).toEqual([
    {
      url: sampleEvent('delete').ResponseURL,
      body: expect.objectContaining({
        Status: 'FAILED',
        RequestId: sampleEvent('delete').RequestId,
        PhysicalResourceId: sampleEvent('delete').PhysicalResourceId,
        Reason: expect.stringMatching(
          /^the work ended without an answer: the function that takes requests did not come to an end \(RetriesExhausted\), Runtime\.OutOfMemory: signal: killed\n/,
        ),
      }),
    },
  ]);
});

test('answers a Create with the id that its clean-up needs', async () => {
  const { sent } = await told(failedInvocation(sampleEvent('create')));

  expect(sent[0]!.body.PhysicalResourceId).toBe(sampleEvent('delete').PhysicalResourceId);
});

test.each([
  ['FAILED', 'ended FAILED: NotAnswered: The answer could not be delivered'],
  ['TIMED_OUT', 'ended TIMED_OUT: NotAnswered'],
])('answers for an execution that %s', async (status, expected) => {
  const { sent } = await told(endedExecution({ status }));

  expect(sent).toEqual([
    {
      url: sampleEvent('update-policy').ResponseURL,
      body: expect.objectContaining({ Status: 'FAILED', Reason: expect.stringContaining(expected) }),
    },
  ]);
});

test('answers for an execution that a person stopped', async () => {
  const { sent } = await told(endedExecution({ status: 'ABORTED', error: null, cause: null }));

  expect(sent[0]!.body.Reason).toContain('execution 0f1e-abc-2d3c ended ABORTED\n');
});

test('answers nobody for an execution that gave way to a newer request', async () => {
  const { sent, written } = await told(endedExecution({ status: 'ABORTED', error: 'Superseded' }));

  expect(sent).toEqual([]);
  expect(written).toContain('gave way to a newer request');
});

test('answers nobody for an execution that nobody waits for', async () => {
  const { sealedUrl: _, ...input } = sampleWorkItem('delete', new Date('2026-11-20T08:00:00Z'));

  const { sent, written } = await told(endedExecution({ status: 'TIMED_OUT', input: JSON.stringify(input) }));

  expect(sent).toEqual([]);
  expect(written).toContain('what an update abandoned');
});

test('fails when the answer is not accepted, so that Lambda brings it again', async () => {
  expect(await told(failedInvocation(sampleEvent('create')), 503)).toMatchObject({ ended: 'UndeliveredAnswerError' });
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['a record without an event', failedInvocation(undefined)],
  [
    'an event whose URL is not of CloudFormation',
    failedInvocation(sampleEvent('create', { ResponseURL: 'https://example.com/x' })),
  ],
  ['an execution with foreign input', endedExecution({ input: '{"hello":"world"}' })],
  ['an execution whose input is no JSON', endedExecution({ input: '{' })],
])('says in one log line that %s cannot be answered', async (_, event) => {
  const { sent, ended, written } = await told(event);

  expect(sent).toEqual([]);
  expect(ended).toBeUndefined();
  expect(written.split('\n')).toEqual([expect.stringContaining('no request that could be answered')]);
});

test('writes no part of the response URL', async () => {
  const { written } = await told(
    failedInvocation(sampleEvent('create'), { errorMessage: sampleEvent('create').ResponseURL }),
  );

  expect(written).not.toContain(sampleEvent('create').ResponseURL.slice(-16));
});
