import {
  firstProgress,
  holdBack,
  nextFinish,
  nextStep,
  nextWait,
} from '../../../../functions/custom-resource/continuation/next-step.ts';
import type { Progress } from '../../../../functions/custom-resource/continuation/work-item.ts';
import { type Converged, type ConvergeWork, workOf } from '../../../../functions/custom-resource/lifecycle.ts';
import { parseRequest } from '../../../../functions/custom-resource/request.ts';
import type { Failure } from '../../../../functions/reconciler/model/failure.ts';
import type { EdgeLook } from '../../../../functions/reconciler/model/look.ts';
import type { Outcome } from '../../../../functions/reconciler/model/outcome.ts';
import { edgeDistribution, edgeLook, step } from '../edge-look.ts';
import { type SampleName, sampleEvent } from '../sample-event.ts';

const NOW = new Date('2026-11-20T08:00:00Z');
const WATCH = { kind: 'deployment', distributionId: 'E1EXAMPLE' } as const;
const WAITING: Outcome = {
  kind: 'waiting',
  for: 'distribution E1EXAMPLE to be Deployed',
  retryAfterSeconds: 10,
  watch: WATCH,
};
const THROTTLED: Failure = {
  kind: 'Throttling',
  service: 'CloudFront',
  operation: 'UpdateDistribution',
  code: 'Throttling',
  message: 'Rate exceeded',
  requestId: undefined,
};
const DENIED: Failure = { ...THROTTLED, kind: 'AccessDenied', code: 'AccessDenied' };

function workFor(name: SampleName): ConvergeWork {
  const work = workOf(parseRequest(sampleEvent(name)));
  if (work.kind !== 'converge') throw new Error('the sample asks for nothing');
  return work;
}

function inSeconds(seconds: number): Date {
  return new Date(NOW.getTime() + seconds * 1000);
}

function stepAfter(
  outcome: Outcome | 'late',
  { left = 3600, pollSeconds = undefined as number | undefined, faults = 0 } = {},
) {
  const converged: Converged =
    outcome === 'late' ? { kind: 'late', lastLook: undefined } : { kind: 'settled', look: edgeLook(outcome) };
  const before: Progress = { ...firstProgress(NOW, inSeconds(3600)), faults };
  return nextStep(workFor('create'), before, converged, { now: NOW, deadline: inSeconds(left), pollSeconds });
}

describe('before the first look', () => {
  test('looks at once, and lets three tries of the look end before the answer is due', () => {
    expect(firstProgress(NOW, inSeconds(3600))).toMatchObject({ next: 'look', seconds: 0, timeoutSeconds: 120 });
    expect(firstProgress(NOW, inSeconds(120))).toMatchObject({ next: 'look', timeoutSeconds: 28 });
  });

  test('answers when not even one look fits in', () => {
    expect(firstProgress(NOW, inSeconds(59))).toMatchObject({ next: 'answer' });
  });
});

describe('while a look of an execution that gave way may still write', () => {
  const stray = { ...firstProgress(NOW, inSeconds(3600)), strayUntil: inSeconds(100) };

  test('does not look before that', () => {
    expect(holdBack(stray, NOW, inSeconds(3600))).toEqual({ ...stray, next: 'look', seconds: 100 });
  });

  test('keeps time for a look before the answer is due', () => {
    expect(holdBack(stray, NOW, inSeconds(100))).toMatchObject({ seconds: 40, timeoutSeconds: 8 });
    expect(holdBack(stray, NOW, inSeconds(60))).toBeUndefined();
  });

  test.each([
    ['that time is over', stray, inSeconds(100)],
    ['it has looked already', { ...stray, looks: 1 }, NOW],
    ['nothing gave way', firstProgress(NOW, inSeconds(3600)), NOW],
  ])('looks when %s', (_, progress, now) => {
    expect(holdBack(progress, now, inSeconds(3600))).toBeUndefined();
  });
});

describe('after a look', () => {
  test.each<[string, Outcome, string]>([
    ['in sync', { kind: 'in-sync' }, 'SUCCESS'],
    ['refused', { kind: 'refused', refusals: [{ rule: 'EDGE-02', detail: 'no certificate' }] }, 'FAILED'],
    ['not checked', { kind: 'not-checked', details: ['EDGE-14'] }, 'FAILED'],
    ['failed for good', { kind: 'failed', failure: DENIED, applied: [] }, 'FAILED'],
  ])('answers what is %s', (_, outcome, status) => {
    expect(stepAfter(outcome)).toMatchObject({ next: 'answer', answer: { status }, isUnfinished: false, looks: 1 });
  });

  test('waits as long as the outcome asks, and remembers what for', () => {
    const standing = { edge: true, certificate: false };

    expect(stepAfter(WAITING)).toMatchObject({ next: 'look', seconds: 10, watch: WATCH, standing, faults: 0 });
    expect(stepAfter(WAITING, { pollSeconds: 3 })).toMatchObject({ seconds: 3 });
  });

  test('looks again at once after writes', () => {
    expect(stepAfter({ kind: 'applied', steps: [step('distribution')] })).toMatchObject({ next: 'look', seconds: 0 });
  });

  test.each(['late', { kind: 'failed', failure: THROTTLED, applied: [] }] as const)(
    'waits longer after each fault in a row, and tells the last: %j',
    (outcome) => {
      const pauses = [0, 1, 2, 3, 4].map((faults) => stepAfter(outcome, { faults }).seconds);

      expect(pauses).toEqual([15, 30, 60, 120, 240]);
      expect(stepAfter(outcome, { faults: 5 })).toMatchObject({ next: 'answer', answer: { status: 'FAILED' } });
    },
  );

  test('has its last look just before the answer is due, and answers then', () => {
    const waiting: Outcome = { kind: 'waiting', for: 'something slow', retryAfterSeconds: 600 };

    const last = stepAfter(waiting, { left: 200 });
    const due = stepAfter(waiting, { left: 60 });
    const end = stepAfter(waiting, { left: 59 });

    expect(last).toMatchObject({ next: 'look', seconds: 140, timeoutSeconds: 8 });
    expect(due).toMatchObject({ next: 'answer' });
    expect(end).toMatchObject({
      next: 'answer',
      answer: {
        status: 'FAILED',
        reasons: [expect.stringContaining('time ran out while waiting for something slow'), expect.anything()],
      },
    });
  });
});

describe('while AWS is at work', () => {
  const waiting = stepAfter(WAITING);

  test('waits the same time again', () => {
    expect(nextWait(waiting, { now: NOW, deadline: inSeconds(3600), pollSeconds: undefined })).toEqual({
      ...waiting,
      looks: 2,
    });
  });

  test('has a full look when the time is nearly over', () => {
    expect(nextWait(waiting, { now: NOW, deadline: inSeconds(65), pollSeconds: undefined })).toBeUndefined();
  });
});

describe('a delete', () => {
  const released = edgeDistribution({
    enabled: false,
    alternateDomainNames: [],
    viewerCertificate: { source: 'cloudfront', minimumProtocolVersion: 'TLSv1' } as never,
  });
  const lookAt = (outcome: Outcome, distribution = released): EdgeLook => ({
    ...edgeLook(outcome, distribution),
    target: workFor('delete').target,
  });
  const moment = { now: NOW, deadline: inSeconds(3600), pollSeconds: undefined };
  const begun = firstProgress(NOW, inSeconds(3600));

  test('is answered as soon as the edge is released, and finished afterwards', () => {
    const next = nextStep(workFor('delete'), begun, { kind: 'settled', look: lookAt(WAITING) }, moment);

    expect(next).toMatchObject({ next: 'answer', answer: { status: 'SUCCESS' }, isUnfinished: true, seconds: 30 });
  });

  test('is not answered while its distribution serves', () => {
    const serving = lookAt(WAITING, edgeDistribution());

    expect(nextStep(workFor('delete'), begun, { kind: 'settled', look: serving }, moment)).toMatchObject({
      next: 'look',
    });
  });

  test('is not answered for want of an edge while a stray look may still make one', () => {
    const look = lookAt({ kind: 'in-sync' });
    const stray = { ...begun, strayUntil: inSeconds(100) };

    expect(nextStep(workFor('delete'), stray, { kind: 'settled', look }, moment)).toMatchObject({
      next: 'look',
      seconds: 100,
    });
    expect(
      nextStep(workFor('delete'), stray, { kind: 'settled', look }, { ...moment, now: inSeconds(100) }),
    ).toMatchObject({ next: 'answer', answer: { status: 'SUCCESS' } });
  });

  test.each<[string, Outcome]>([
    ['waits', WAITING],
    ['meets a fault', { kind: 'failed', failure: THROTTLED, applied: [] }],
    ['has deleted something', { kind: 'applied', steps: [step('distribution')] }],
  ])('goes on after the answer while it %s', (_, outcome) => {
    expect(nextFinish(begun, { kind: 'settled', look: lookAt(outcome) })).toMatchObject({
      next: 'finish',
      seconds: 30,
    });
  });

  test.each<[string, Outcome]>([
    ['nothing is left', { kind: 'in-sync' }],
    ['it may not go on', { kind: 'failed', failure: DENIED, applied: [] }],
  ])('is over after the answer when %s', (_, outcome) => {
    expect(nextFinish(begun, { kind: 'settled', look: lookAt(outcome) })).toMatchObject({ next: 'done' });
  });
});
