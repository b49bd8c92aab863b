import { parseAnswerAddress, parseRequest } from '../../../functions/custom-resource/request.ts';
import { InvalidRequestError } from '../../../functions/reconciler/model/errors.ts';
import { type SampleName, sampleEvent, sampleNames } from './sample-event.ts';

function problemsOf(parse: (event: unknown) => unknown, event: unknown): readonly string[] {
  try {
    parse(event);
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.problems.map(({ path }) => path);
    throw error;
  }
  return [];
}

describe('parseRequest', () => {
  const KINDS: Readonly<Record<SampleName, string>> = {
    create: 'create',
    'update-policy': 'update',
    'update-domain': 'update',
    delete: 'delete',
    'delete-after-failed-create': 'delete',
  };

  test('knows every event of the folder', () => {
    expect(sampleNames()).toEqual(Object.keys(KINDS).sort());
  });

  test.each(Object.keys(KINDS) as SampleName[])('reads events/%s.json', (name) => {
    const event = sampleEvent(name);

    expect(parseRequest(event)).toEqual({
      kind: KINDS[name],
      requestId: event.RequestId,
      stackId: event.StackId,
      logicalId: 'ApiEdge',
      properties: event.ResourceProperties,
      ...(name === 'create' ? {} : { physicalId: event.PhysicalResourceId }),
      ...(KINDS[name] === 'update' ? { oldProperties: event.OldResourceProperties } : {}),
    });
  });

  test.each([[null], [undefined], ['Create'], [[]], [7]])('refuses %j', (event) => {
    expect(problemsOf(parseRequest, event)).toEqual(['event']);
  });

  test.each(['Update', 'Delete'])('refuses %s without a physical id', (RequestType) => {
    expect(problemsOf(parseRequest, sampleEvent('create', { RequestType }))).toEqual(['event.PhysicalResourceId']);
  });

  test.each([['Read'], [undefined], [{}]])('refuses the request type %j', (RequestType) => {
    expect(problemsOf(parseRequest, sampleEvent('create', { RequestType }))).toEqual(['event.RequestType']);
  });

  test('refuses fields that would not leave room for a reason', () => {
    const event = sampleEvent('delete', {
      StackId: 'x'.repeat(513),
      RequestId: 'x'.repeat(129),
      LogicalResourceId: 'x'.repeat(256),
      PhysicalResourceId: '\u0000'.repeat(1024),
    });

    expect(problemsOf(parseRequest, event)).toEqual([
      'event.LogicalResourceId',
      'event.PhysicalResourceId',
      'event.RequestId',
      'event.StackId',
    ]);
  });

  test('reads a Delete without properties', () => {
    expect(parseRequest(sampleEvent('delete', { ResourceProperties: undefined }))).toMatchObject({ kind: 'delete' });
  });
});

describe('parseAnswerAddress', () => {
  test('reads where to answer although the rest is wrong', () => {
    const event = sampleEvent('create', { RequestType: 'Read', ResourceProperties: 'none' });

    expect(parseAnswerAddress(event)).toEqual({
      responseUrl: event.ResponseURL,
      requestId: event.RequestId,
      stackId: event.StackId,
      logicalId: 'ApiEdge',
    });
  });

  test.each([['ResponseURL'], ['RequestId'], ['StackId'], ['LogicalResourceId']])(
    'refuses an event without %s',
    (field) => {
      expect(problemsOf(parseAnswerAddress, sampleEvent('create', { [field]: undefined }))).toEqual([`event.${field}`]);
    },
  );

  test('refuses a wrong response URL without repeating it', () => {
    const url = `https://example.com/?signature=${'s'.repeat(10_000)}`;

    expect(() => parseAnswerAddress(sampleEvent('create', { ResponseURL: url }))).toThrow(
      /^event\.ResponseURL: is too long$/,
    );
  });
});
