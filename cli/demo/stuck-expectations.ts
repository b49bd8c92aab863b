import { type Calls, isServed } from './calls.ts';
import { type Expectation, expectation, isRedirectedAndServed, seenOf } from './expectations.ts';
import type { AskedAndAnswered } from './stack-stage.ts';
import { SERVICE_TIMEOUT_SECONDS, type StuckActs } from './stuck-acts.ts';

export function checkStuckExpectations({ before, failed, background, succeeded, executions }: StuckActs) {
  const answeredAfter = secondsUntilAnswer(failed);
  const all = [...failed.requests, ...background.requests, ...succeeded.requests];
  const unanswered = all.filter((one) => countedAnswers(one) !== 1);
  const calls = [before.calls, failed.calls, background.calls];
  return [
    expectation(
      'the first attempt is answered FAILED before CloudFormation stops waiting',
      answeredAfter !== undefined && answeredAfter < SERVICE_TIMEOUT_SECONDS,
      `${answeredAfter} s`,
    ),
    expectation(
      'its reason is in the events of the stack',
      reasonIn(failed).includes('time ran out'),
      reasonIn(failed),
    ),
    expectation(
      'the rollback does not wait for CloudFront',
      failed.stack.status === 'ROLLBACK_COMPLETE' && failed.leftovers.some((one) => one.includes('InProgress')),
      `${failed.stack.status}, ${failed.leftovers.join(', ')}`,
    ),
    expectation('nothing is left behind', background.leftovers.length === 0, background.leftovers.join(', ')),
    expectation(
      'until then no record moves, and callers are served as before',
      calls.every(isAsBefore) && [failed, background].every(({ readBack }) => readBack?.dns === before.readBack?.dns),
      calls.map(seenOf).join('; '),
    ),
    expectation(
      'the second attempt succeeds, and its edge redirects and serves',
      succeeded.stack.status === 'CREATE_COMPLETE' && isRedirectedAndServed(succeeded.calls),
      `${succeeded.stack.status}, ${seenOf(succeeded.calls)}`,
    ),
    expectation(
      'every request gets exactly one answer',
      all.length > 0 && unanswered.length === 0,
      `${unanswered.length} not`,
    ),
    expectation(
      'every execution comes to its end',
      executions.length > 0 && executions.every(({ status }) => status === 'SUCCEEDED'),
      executions.map(({ status }) => status).join(', '),
    ),
  ] satisfies readonly Expectation[];
}

/** What the console shows for the resource that failed. */
export function reasonIn({ stack }: StuckActs['failed']): string {
  return stack.events.find(({ status }) => status === 'CREATE_FAILED')?.reason ?? '';
}

/** From the first event of the stack to the first answer that CloudFormation took; undefined when there was none. */
function secondsUntilAnswer({ stack, requests }: StuckActs['failed']): number | undefined {
  const [asked] = stack.events;
  const answer = requests[0]?.puts.find(({ taken }) => taken === 'counted');
  if (asked === undefined || answer === undefined) return undefined;
  return (answer.at.getTime() - asked.timestamp.getTime()) / 1000;
}

function countedAnswers({ puts }: AskedAndAnswered): number {
  return puts.filter(({ taken }) => taken === 'counted').length;
}

function isAsBefore({ http, https }: Calls): boolean {
  return http.status === 'ECONNREFUSED' && https.through === 'API Gateway' && isServed(https);
}
