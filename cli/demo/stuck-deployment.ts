import { printableValue } from '../printable.ts';
import { SHOP_ESTATE } from './shop-estate.ts';
import { openStackStage, STACK, type StackStage, templateWith } from './stack-stage.ts';
import {
  observe,
  SERVICE_TIMEOUT_SECONDS,
  SLOW_SECONDS,
  type StackAct,
  type StuckActs,
  USUAL_SECONDS,
} from './stuck-acts.ts';
import {
  layOutAttempt,
  layOutBackground,
  layOutSecondAttempt,
  layOutSetting,
  layOutStackEnd,
} from './stuck-chapters.ts';
import { checkStuckExpectations } from './stuck-expectations.ts';
import type { Story, Tell } from './tell.ts';

/** A stack whose CloudFront takes longer than CloudFormation waits. */
export const tellStuckDeployment: Story = async (tell) => {
  const stage = await openStackStage(SHOP_ESTATE);
  try {
    const acts = await play(stage, tell);
    const expectations = printableValue(checkStuckExpectations(acts));
    tell('What this was', (width) => layOutStackEnd(acts, expectations, width));
    return { report: printableValue(toReport(acts)), expectations };
  } finally {
    await stage.stop();
  }
};

async function play(stage: StackStage, tell: Tell): Promise<StuckActs> {
  const before = { readBack: await stage.readBack(), calls: await stage.call() };
  tell('A stack, and a slow CloudFront', (width) => layOutSetting(before, width));

  stage.deployIn(SLOW_SECONDS);
  const template = templateWith(SERVICE_TIMEOUT_SECONDS);
  const failed = await observe(stage, () => stage.cloudFormation.createStack(STACK, template));
  tell('The first attempt', (width) => layOutAttempt(failed, width));
  const background = await observe(stage, async () => {
    await stage.settled();
    return stage.cloudFormation.stack(STACK);
  });
  tell('Nobody waits any more', (width) => layOutBackground(background, width));

  stage.deployIn(USUAL_SECONDS);
  const succeeded = await observe(stage, async () => {
    await stage.cloudFormation.deleteStack(STACK);
    stage.moments.onProgress();
    return stage.cloudFormation.createStack(STACK, template);
  });
  tell('The second attempt', (width) => layOutSecondAttempt(succeeded, width));
  await stage.settled();
  const executions = stage.executions().map(({ status, startDate, stopDate }) => ({
    status,
    fromSeconds: stage.seconds(startDate),
    toSeconds: stage.seconds(stopDate ?? startDate),
  }));
  return { before, failed, background, succeeded, executions };
}

function toReport({ before, failed, background, succeeded, executions }: StuckActs) {
  return {
    before,
    failed: toJsonAct(failed),
    background: toJsonAct(background),
    succeeded: toJsonAct(succeeded),
    executions,
  };
}

/** Response URLs are as good as secrets; only what was answered is told. */
function toJsonAct({ stack, moments, tasks, requests, readBack, leftovers, calls }: StackAct) {
  const { name, status, reason, outputs, events } = stack;
  return {
    stack: {
      ...{ name, status, reason, outputs },
      events: events.map(({ timestamp, ...event }) => ({ timestamp: timestamp.toISOString(), ...event })),
    },
    moments,
    tasks: tasks.length,
    answers: requests.map(({ event, puts }) => ({
      requestType: event.RequestType,
      answers: puts.map(({ at, status: httpStatus, taken }) => ({ at: at.toISOString(), httpStatus, taken })),
    })),
    readBack,
    leftovers,
    calls,
  };
}
