/**
 * A request of CloudFormation whose way to an answer broke off, told by Lambda or by Step Functions, is answered FAILED: a stack that is told rolls
 * back in minutes, one that is not waits for an hour.
 *
 *   who tells                                                       | what broke off
 *   Lambda's destination for failed asynchronous invocations       | the function that takes requests died, or could not be run
 *   EventBridge, `Step Functions Execution Status Change`           | the execution failed, timed out, or was stopped by somebody
 *
 * An execution that gave way to a newer request is not answered: CloudFormation waits for the newer one only. Nor is one that lets go of what a cancelled
 * update abandoned: CloudFormation never asked for it.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
import * as z from 'zod';
import { toProblems } from '../../doors/to-problems.ts';
import { InvalidRequestError } from '../../reconciler/model/errors.ts';
import { addressOf } from '../continuation/address-of.ts';
import { SUPERSEDED } from '../continuation/begin.ts';
import { parseWorkItem } from '../continuation/work-item.ts';
import { deliverAnswer, maskInvocation } from '../deliver-answer.ts';
import type { Invocation } from '../invocation.ts';
import { physicalIdFor } from '../lifecycle.ts';
import { physicalIdOf } from '../physical-id.ts';
import { type AnswerAddress, parseAnswerAddress, parseRequest, physicalIdOfEvent } from '../request.ts';
import { responseHostOf } from '../response-url.ts';

const FAILED_INVOCATION = z.object({
  requestContext: z.object({ condition: z.string() }),
  requestPayload: z.unknown(),
  responsePayload: z.object({ errorType: z.string().optional(), errorMessage: z.string().optional() }).optional(),
});
const ENDED_EXECUTION = z.object({
  'detail-type': z.literal('Step Functions Execution Status Change'),
  detail: z.object({
    name: z.string(),
    status: z.string(),
    input: z.string(),
    error: z.string().nullish(),
    cause: z.string().nullish(),
  }),
});

interface Unanswered {
  readonly address: AnswerAddress;
  readonly physicalId: string;
  readonly what: string;
}

/** Answers what the event tells about. Throws when the answer could not be delivered: Lambda then brings the event again. */
export async function answerUnanswered(event: unknown, invocation: Invocation, addressKey: string): Promise<void> {
  const unanswered = readUnanswered(event, addressKey, invocation);
  if (unanswered === undefined) return;
  const reasons = [
    `the work ended without an answer: ${unanswered.what}`,
    'what was made stays, and the next update or retry of this resource continues where this one stopped',
  ];
  const { address, physicalId } = unanswered;
  await deliverAnswer(
    { status: 'FAILED', physicalId, reasons },
    address,
    maskInvocation(invocation, address.responseUrl),
  );
}

function readUnanswered(event: unknown, addressKey: string, { log }: Invocation): Unanswered | undefined {
  try {
    const execution = ENDED_EXECUTION.safeParse(event);
    if (!execution.success) return ofInvocation(event);
    const { detail } = execution.data;
    const unanswered = detail.error === SUPERSEDED ? undefined : ofExecution(detail, addressKey);
    if (unanswered !== undefined) return unanswered;
    const why = detail.error === SUPERSEDED ? 'gave way to a newer request' : 'let go of what an update abandoned';
    log.info(`an execution ${why}; nobody waits for its answer`, { execution: detail.name });
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    log.error('the event tells of no request that could be answered', { problems: error.message });
  }
  return undefined;
}

function ofExecution(detail: z.infer<typeof ENDED_EXECUTION>['detail'], addressKey: string): Unanswered | undefined {
  const item = parseWorkItem(parseJson(detail.input));
  const address = addressOf(item, addressKey);
  if (address === undefined) return undefined;
  const why = [detail.error, detail.cause].filter((text) => text !== undefined && text !== null && text !== '');
  const what = `execution ${detail.name} ended ${[detail.status, ...why.map((text) => text?.slice(0, 500))].join(': ')}`;
  return { address, physicalId: physicalIdFor(item.request), what };
}

function ofInvocation(event: unknown): Unanswered {
  const record = FAILED_INVOCATION.safeParse(event);
  if (!record.success) throw new InvalidRequestError(toProblems('event', record.error));
  const { requestContext, requestPayload, responsePayload } = record.data;
  const address = parseAnswerAddress(requestPayload);
  if (responseHostOf(address.responseUrl) !== 'cloudformation') {
    throw new InvalidRequestError([{ path: 'event.requestPayload.ResponseURL', message: 'is not of CloudFormation' }]);
  }
  const error = [responsePayload?.errorType, responsePayload?.errorMessage?.slice(0, 500)].filter(Boolean).join(': ');
  const what = `the function that takes requests did not come to an end (${requestContext.condition})${error === '' ? '' : `, ${error}`}`;
  return { address, physicalId: physicalIdOfPayload(requestPayload, address), what };
}

function physicalIdOfPayload(payload: unknown, { stackId, logicalId }: AnswerAddress): string {
  try {
    return physicalIdFor(parseRequest(payload));
  } catch {
    return physicalIdOfEvent(payload) ?? physicalIdOf(stackId, logicalId, undefined);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidRequestError([{ path: 'event.detail.input', message: 'is not JSON' }]);
  }
}
