import { failureReasons, lateReasons } from '../../../functions/custom-resource/failure-reasons.ts';
import { InvariantError } from '../../../functions/reconciler/model/errors.ts';
import type { Failure } from '../../../functions/reconciler/model/failure.ts';
import { edgeLook, step } from './edge-look.ts';

const DENIED: Failure = {
  kind: 'AccessDenied',
  service: 'CloudFront',
  operation: 'CreateDistribution',
  code: 'AccessDenied',
  message: 'User is not authorized',
  requestId: 'req-1',
};

describe('failureReasons', () => {
  test('has nothing to say about an edge in sync', () => {
    expect(failureReasons({ kind: 'in-sync' })).toBeUndefined();
  });

  test('names the rule of every refusal', () => {
    const reasons = failureReasons({
      kind: 'refused',
      refusals: [
        { rule: 'EDGE-17', detail: 'api.example.com is private' },
        { rule: 'ownership', detail: 'distribution E1 belongs to another stack' },
      ],
    });

    expect(reasons).toEqual([
      'refused by EDGE-17: api.example.com is private',
      'refused by ownership: distribution E1 belongs to another stack',
    ]);
  });

  test('takes what could not be checked for a failure', () => {
    expect(failureReasons({ kind: 'not-checked', details: ['the hosted zone: AccessDenied'] })).toEqual([
      'not checked: the hosted zone: AccessDenied',
      'what cannot be read is not taken for correct; let the function read it, then retry',
    ]);
  });

  test('names the operation, the advice and what was applied before a failure', () => {
    expect(failureReasons({ kind: 'failed', failure: DENIED, applied: [step('policy p1')] })).toEqual([
      'CloudFront CreateDistribution: AccessDenied: User is not authorized (request req-1)',
      "allow this action in the function's role, or lift the policy that denies it, then retry",
      expect.stringMatching(/^already applied: wait policy p1; what was made stays, and the next update/),
    ]);
  });

  test('does not advise a permission where nobody was known to AWS', () => {
    const failure = { ...DENIED, code: 'CredentialsProviderError', message: 'Could not load credentials' };

    const [, advice] = failureReasons({ kind: 'failed', failure, applied: [] }) ?? [];

    expect(advice).toMatch(/^the credentials are missing, wrong or expired; check the role of the function, or/);
  });

  test('says what it was waiting for and that the next update continues', () => {
    const reasons = failureReasons({ kind: 'waiting', for: 'distribution E1 to be Deployed', retryAfterSeconds: 30 });

    expect(reasons).toEqual([
      'time ran out while waiting for distribution E1 to be Deployed',
      expect.stringContaining('the next update or retry of this resource continues'),
    ]);
  });

  test('names what was applied when time ran out right after', () => {
    expect(failureReasons({ kind: 'applied', steps: [step('distribution E1')] })?.[0]).toBe(
      'time ran out while applying changes, the last being wait distribution E1',
    );
  });

  test('fails loudly on drift, which a look that may write never ends in', () => {
    expect(() => failureReasons({ kind: 'drift', steps: [] })).toThrow(InvariantError);
  });
});

describe('lateReasons', () => {
  test('tells what the last finished look waited for', () => {
    const look = edgeLook({ kind: 'waiting', for: 'Route 53', retryAfterSeconds: 1 });

    expect(lateReasons(look)[0]).toBe('time ran out while waiting for Route 53');
  });

  test('tells that not even one look was finished', () => {
    expect(lateReasons(undefined)[0]).toBe('time ran out while looking at the edge');
  });
});
