import type { Context } from 'aws-lambda';
import { handler } from '../../../functions/custom-resource/handler.ts';
import { type AnswerReceiver, startAnswerReceiver } from './answer-receiver.ts';
import { sampleEvent } from './sample-event.ts';

const CONTEXT: Context = {
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'custom-resource',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:custom-resource',
  memoryLimitInMB: '256',
  awsRequestId: 'request-1',
  logGroupName: '/aws/lambda/custom-resource',
  logStreamName: '2026/09/01/[$LATEST]0',
  getRemainingTimeInMillis: () => 900_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

let receiver: AnswerReceiver;
let written: string;
const environment = { ...process.env };

beforeEach(async () => {
  receiver = await startAnswerReceiver(200);
  written = '';
  const keep = (chunk: unknown) => {
    written += String(chunk);
    return true;
  };
  jest.spyOn(process.stdout, 'write').mockImplementation(keep);
  jest.spyOn(process.stderr, 'write').mockImplementation(keep);
  process.env = { ...environment, AWS_SAM_LOCAL: 'true', AWS_REGION: 'eu-west-1', POWERTOOLS_DEV: 'false' };
});
afterEach(async () => {
  jest.restoreAllMocks();
  process.env = environment;
  await receiver.close();
});

describe('handler', () => {
  test('answers what CloudFormation waits for', async () => {
    const event = sampleEvent('create', { ResponseURL: receiver.url, ResourceProperties: { DomainName: 'x' } });

    await handler(event, CONTEXT);

    expect(receiver.received.map(({ body }) => JSON.parse(body))).toMatchObject([
      {
        Status: 'FAILED',
        Reason: expect.stringMatching(
          /DomainName: [\s\S]*log group \/aws\/lambda\/custom-resource, request request-1$/,
        ),
      },
    ]);
  });

  test('writes structured lines without the response URL', async () => {
    await handler(sampleEvent('create', { ResponseURL: receiver.url, ResourceProperties: {} }), CONTEXT);

    const lines = written
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { message: 'received', kind: 'create', logicalId: 'ApiEdge', function_request_id: 'request-1' },
      { message: 'answering', status: 'FAILED', reason: expect.stringContaining('DomainName: is missing') },
    ]);
    expect(written).not.toContain(receiver.url.slice(-16));
  });

  test('fails an event with a wrong environment by the name of the variable', async () => {
    process.env.REGIONS = 'Ireland';

    await handler(sampleEvent('create', { ResponseURL: receiver.url }), CONTEXT);

    expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringContaining(
        'environment.REGIONS: is not a list of AWS Regions, separated by commas, got "Ireland"',
      ),
    });
  });
});
