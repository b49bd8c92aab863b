import type { Context } from 'aws-lambda';
import { handler } from '../../../functions/drift-remediator/handler.ts';
import { readEstate } from '../../../simulator/estates/read-estate.ts';
import { seed } from '../../support/estates.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { captureLog } from './captured-log.ts';

const CONTEXT: Context = {
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'drift-remediator',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:drift-remediator',
  memoryLimitInMB: '512',
  awsRequestId: 'request-1',
  logGroupName: '/aws/lambda/drift-remediator',
  logStreamName: '2026/11/20/[$LATEST]0',
  getRemainingTimeInMillis: () => 900_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

const aws = useSimulatedAws();
const written = captureLog();

beforeEach(() => {
  Object.assign(process.env, aws.simulator.env('111111111111', 'eu-west-1'), { POWERTOOLS_SERVICE_NAME: 'drift' });
  delete process.env.POWERTOOLS_METRICS_NAMESPACE;
});

describe('handler', () => {
  test('looks at the account that the environment leads to, and says so in one line each', async () => {
    seed(aws, readEstate('demo'));

    const summary = await handler({}, CONTEXT);

    expect(summary).toMatchObject({ edges: 6, failed: 0, notChecked: 0 });
    expect(written.lines()).toHaveLength(1 + 6 + 1);
    expect(written.lines()[0]).toMatchObject({
      level: 'WARN',
      message: 'looked at the account',
      service: 'drift',
      function_request_id: 'request-1',
      account: '111111111111',
      mode: 'detect',
      regions: ['eu-west-1'],
    });
    expect(written.lines().at(-1)).toMatchObject({
      _aws: { CloudWatchMetrics: [{ Namespace: 'SecureApiEdge' }] },
      EdgesChecked: 6,
    });
  });

  test('counts the calls of each run alone', async () => {
    await handler({}, CONTEXT);
    await handler({}, CONTEXT);

    const [first, , second] = written.lines();
    expect(second?.calls).toEqual(first?.calls);
  });

  test('fails with every wrong setting before AWS is asked anything', async () => {
    Object.assign(process.env, { MODE: 'fix', REGIONS: 'Ireland' });

    await expect(handler({ domain: 'x' }, CONTEXT)).rejects.toMatchObject({
      name: 'InvalidRequestError',
      problems: [{ path: 'environment.MODE' }, { path: 'environment.REGIONS' }, { path: 'event.domain' }],
    });
    expect(aws.simulator.requests()).toEqual([]);
    expect(written.text()).toBe('');
  });

  test('keeps a line whole whatever AWS says in it', async () => {
    seed(aws, readEstate('demo'));
    const message = 'no\n{"level":"INFO","message":"all is well"}\r\u2028\u0085\u202e\u001b[2J" end';
    const fault = { kind: 'error', code: 'AccessDenied', status: 403, message, times: 'always' } as const;
    aws.simulator.faults.add({ ...fault, operation: 'GetDomainNames' });

    await expect(handler({}, CONTEXT)).rejects.toThrow('1 not checked');

    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not be there
    const disruptive = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/;
    expect(written.text()).not.toMatch(disruptive);
    expect(written.lines().map((line) => line.message ?? 'metrics')).toEqual([
      'looked at the account',
      'part of the account could not be read',
      'metrics',
    ]);
  });
});
