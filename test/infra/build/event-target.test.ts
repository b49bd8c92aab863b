import { readdirSync, readFileSync } from 'node:fs';
import { chooseTarget, targetIds, targetsOf } from '../../../infra/build/event-target.ts';
import { readEvent } from '../../../infra/build/read-event.ts';
import { parseTemplate } from '../../../infra/build/template.ts';

const template = parseTemplate(readFileSync('template.yaml', 'utf8'));

function choose(named: string | undefined, name: string): string {
  const eventPath = `events/${name}.json`;
  return chooseTarget(named, { template, eventPath, event: readEvent(eventPath) });
}

describe('targetsOf', () => {
  test.each([
    ['create', 'CustomResourceFunction'],
    ['change', 'NoticeFunction'],
    ['schedule', 'DriftRemediatorFunction'],
    ['sweep', 'SweepStateMachine'],
  ])('events/%s.json is for %s', (name, target) => {
    expect(choose(undefined, name)).toBe(target);
  });

  test.each(readdirSync('events'))('events/%s is for something that the template has', (file) => {
    expect(targetIds(template)).toEqual(expect.arrayContaining([...targetsOf(readEvent(`events/${file}`))]));
    expect(targetsOf(readEvent(`events/${file}`))).not.toEqual([]);
  });

  test.each([
    [{ step: 'plan' }, 'SweepFunction'],
    [{ step: 'look' }, 'CustomResourceStepFunction'],
    [{ 'detail-type': 'Step Functions Execution Status Change', detail: {} }, 'UnansweredRequestFunction'],
    [{ requestContext: {}, requestPayload: {} }, 'UnansweredRequestFunction'],
    [{ detail: { accounts: ['111111111111'] } }, 'SweepStateMachine'],
  ])('%j is for %s', (event, target) => {
    expect(targetsOf(event)).toEqual([target]);
  });

  test.each([{}, [], null, 'text', { source: 'on-call', detail: { mode: 'detect' } }])(
    '%j may be for many',
    (event) => {
      expect(targetsOf(event)).toEqual([]);
    },
  );
});

describe('chooseTarget', () => {
  test('takes what was named where it fits, and where the event does not tell', () => {
    expect(choose('SweepStateMachine', 'schedule')).toBe('SweepStateMachine');
    expect(chooseTarget('NoticeFunction', { template, event: {} })).toBe('NoticeFunction');
  });

  test.each<[string | undefined, string, string]>([
    [
      'SweepFunction',
      'sweep',
      'event: is not for SweepFunction, got events/sweep.json; run: npm run --silent invoke -- SweepStateMachine events/sweep.json',
    ],
    ['Nobody', 'sweep', 'target: not in the template, got Nobody; name one of CustomResourceFunction, '],
  ])('refuses %s with events/%s.json, and says what to do', (named, name, message) => {
    expect(() => choose(named, name)).toThrow(message);
  });

  test('refuses an event that tells nothing where nothing is named', () => {
    expect(() => chooseTarget(undefined, { template, event: {}, eventPath: 'x.json' })).toThrow(
      'target: cannot be told from the event, got x.json; name one of CustomResourceFunction, ',
    );
  });
});
