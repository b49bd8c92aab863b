import fc from 'fast-check';
import type { Answer } from '../../../functions/custom-resource/answer.ts';
import { LONGEST_RESPONSE_BYTES, toResponseBody } from '../../../functions/custom-resource/response.ts';

const ADDRESS = { responseUrl: 'https://example.com', requestId: 'request', stackId: 'stack', logicalId: 'ApiEdge' };
const TRACE = 'log group /aws/lambda/x, request r1';

function body(answer: Answer, address = ADDRESS) {
  return JSON.parse(toResponseBody(answer, address, TRACE));
}

function failed(...reasons: readonly string[]): Answer {
  return { status: 'FAILED', physicalId: 'id', reasons };
}

describe('toResponseBody', () => {
  test('copies what CloudFormation wants back and adds the attributes', () => {
    expect(body({ status: 'SUCCESS', physicalId: 'id', attributes: { DistributionId: 'E1' } })).toEqual({
      Status: 'SUCCESS',
      RequestId: 'request',
      StackId: 'stack',
      LogicalResourceId: 'ApiEdge',
      PhysicalResourceId: 'id',
      Data: { DistributionId: 'E1' },
    });
  });

  test('has no Data where there are no attributes', () => {
    expect(body({ status: 'SUCCESS', physicalId: 'id', attributes: {} })).not.toHaveProperty('Data');
  });

  test('gives the reasons line by line and where to read on', () => {
    expect(body(failed('first', 'second')).Reason).toBe(`first\nsecond\n${TRACE}`);
  });

  test('keeps the first reasons whole, counts the others and keeps where to read on', () => {
    const lines = Array.from({ length: 500 }, (_, index) => `ResourceProperties.Unknown${index}: is not known`);

    const reason: string = body(failed(...lines)).Reason;

    const kept = reason.split('\n').slice(0, -2);
    expect(kept).toEqual(lines.slice(0, kept.length));
    expect(reason.endsWith(`\n… and ${500 - kept.length} more in the log\n${TRACE}`)).toBe(true);
  });

  test('cuts a single reason that does not fit', () => {
    const reason: string = body(failed('é'.repeat(10_000))).Reason;

    expect(reason).toMatch(/^é{1000,}…\nlog group/);
  });

  test('cuts a long attribute and keeps the others whole', () => {
    const attributes = { DistributionId: 'E1', ForwardedHeaders: 'x-header,'.repeat(1000) };

    const { Data } = body({ status: 'SUCCESS', physicalId: 'id', attributes });

    expect(Data).toEqual({ DistributionId: 'E1', ForwardedHeaders: expect.stringMatching(/^x-header.*…$/) });
  });

  test('is never longer than CloudFormation takes', () => {
    const reasons = fc.array(fc.string({ unit: 'binary', maxLength: 6000 }), { minLength: 1, maxLength: 5 });
    const attributes = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.string({ unit: 'binary', maxLength: 6000 }));
    const address = { ...ADDRESS, requestId: 'r'.repeat(128), stackId: 's'.repeat(512), logicalId: 'l'.repeat(255) };
    const answers: fc.Arbitrary<Answer> = fc.oneof(
      reasons.map((lines) => ({ status: 'FAILED' as const, physicalId: 'p'.repeat(1024), reasons: lines })),
      attributes.map((facts) => ({ status: 'SUCCESS' as const, physicalId: 'p'.repeat(1024), attributes: facts })),
    );

    fc.assert(
      fc.property(answers, (answer) => {
        const text = toResponseBody(answer, address, TRACE);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LONGEST_RESPONSE_BYTES);
        expect(JSON.parse(text).Status).toBe(answer.status);
      }),
    );
  });
});
