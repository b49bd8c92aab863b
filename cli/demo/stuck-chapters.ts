import { countOf } from '../edge-state.ts';
import { layOutTable } from '../layout/table.ts';
import { BLANK, type Line, styled, wrapLine } from '../styled-text.ts';
import { layOutCalls } from './calls.ts';
import { layOutExpectation } from './chapters.ts';
import type { Expectation } from './expectations.ts';
import { SHOP } from './shop-estate.ts';
import { layOutStackTimeline } from './stack-timeline.ts';
import { SERVICE_TIMEOUT_SECONDS, SLOW_SECONDS, type StackAct, type StuckActs } from './stuck-acts.ts';
import { reasonIn } from './stuck-expectations.ts';
import { clockTime, duration } from './timeline.ts';

const TEMPLATE = `Edge:
  Type: Custom::SecureApiEdge
  Properties:
    ServiceToken: !ImportValue secure-api-edge-ServiceToken
    ServiceTimeout: ${SERVICE_TIMEOUT_SECONDS}
    DomainName: ${SHOP}`;

export function layOutSetting({ readBack, calls }: StuckActs['before'], width: number): readonly Line[] {
  return [
    ...say(
      `A simulated CloudFormation creates a stack. It gives the resource ${duration(SERVICE_TIMEOUT_SECONDS)}; CloudFront takes ${duration(SLOW_SECONDS)} today to deploy a distribution. What acts are the functions and the state machine of template.yaml; minutes pass at once.`,
      width,
    ),
    BLANK,
    ...TEMPLATE.split('\n').map((line): Line => [styled('dim', `  ${line}`)]),
    BLANK,
    ...say(`DNS of ${SHOP}: ${readBack?.dns}. What callers get:`, width),
    BLANK,
    ...layOutCalls(calls, width),
  ];
}

export function layOutAttempt(act: StackAct, width: number): readonly Line[] {
  return [
    ...say(
      'No function waits for CloudFront: an execution of the state machine does, and answers while CloudFormation still listens.',
      width,
    ),
    BLANK,
    ...layOutStackTimeline(act, width),
    BLANK,
    ...say('What the console shows for Edge:', width),
    BLANK,
    ...reasonIn(act)
      .split('\n')
      .flatMap((line) => wrapLine([styled('red', `  ${line}`)], width, 2)),
    BLANK,
    ...say(
      `The stack is rolled back. What still exists in CloudFront: ${listed(act.leftovers)}. DNS: ${act.readBack?.dns}. Callers notice nothing:`,
      width,
    ),
    BLANK,
    ...layOutCalls(act.calls, width),
  ];
}

export function layOutBackground(act: StackAct, width: number): readonly Line[] {
  return [
    ...say('The execution of the Delete goes on after its answer, until CloudFront lets the distribution go.', width),
    BLANK,
    ...layOutStackTimeline(act, width),
    BLANK,
    ...say(`What is left in CloudFront: ${listed(act.leftovers)}. DNS: ${act.readBack?.dns}.`, width),
  ];
}

export function layOutSecondAttempt(act: StackAct, width: number): readonly Line[] {
  return [
    ...say('CloudFront is as fast as usual again. The stack is deleted, and created from the same template.', width),
    BLANK,
    ...layOutStackTimeline(act, width),
    BLANK,
    ...say(`Outputs: Distribution ${act.stack.outputs.Distribution}`, width),
    BLANK,
    ...layOutCalls(act.calls, width),
  ];
}

export function layOutStackEnd(
  { failed, background, succeeded, executions }: StuckActs,
  expectations: readonly Expectation[],
  width: number,
): readonly Line[] {
  const requests = [failed, background, succeeded].flatMap((act) => act.requests);
  const rows = executions.map(({ status, fromSeconds, toSeconds }, index) => [
    requests[index]?.event.RequestType ?? '',
    clockTime(fromSeconds),
    clockTime(toSeconds),
    duration(toSeconds - fromSeconds),
    styled(status === 'SUCCEEDED' ? 'green' : 'red', status),
  ]);
  const tasks = [failed, background, succeeded].reduce((sum, act) => sum + act.tasks.length, 0);
  return [
    ...say(`${countOf(executions.length, 'execution')} of the state machine, ${countOf(tasks, 'task')} in all:`, width),
    BLANK,
    ...layOutTable(['request', 'began', 'ended', 'took', 'status'], rows, width),
    BLANK,
    ...expectations.flatMap((one) => layOutExpectation(one, width)),
  ];
}

function listed(things: readonly string[]): string {
  return things.length === 0 ? 'nothing' : things.join(', ');
}

function say(text: string, width: number): readonly Line[] {
  return wrapLine([text], width, 0);
}
