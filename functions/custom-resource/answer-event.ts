/**
 * One event, exactly one answer. An event without a usable address ends in one log line, before any side effect; every other
 * way through this file, bugs included, ends in `deliver`. An answer that could not be delivered is thrown, so that Lambda
 * brings the event again: converging twice is harmless. After a delivered answer nothing is thrown, because converging again
 * could undo the Delete that follows a FAILED.
 */
import { InvalidRequestError } from '../reconciler/model/errors.ts';
import type { Answer } from './answer.ts';
import type { Invocation, Log } from './invocation.ts';
import { answerRequest, type Converge, physicalIdFor } from './lifecycle.ts';
import { physicalIdOf } from './physical-id.ts';
import { domainOfProperties } from './properties.ts';
import {
  type AnswerAddress,
  type CustomResourceRequest,
  parseAnswerAddress,
  parseRequest,
  physicalIdOfEvent,
} from './request.ts';
import { toResponseBody } from './response.ts';
import { maskResponseUrl, responseHostOf } from './response-url.ts';
import { sendResponse } from './send-response.ts';

const ATTEMPTS = 5;

/** Nobody received the answer. */
export class UndeliveredAnswerError extends Error {
  override readonly name = 'UndeliveredAnswerError';
}

/** Answers one event of CloudFormation. `createConverge` is called only for a request that can be read and answered. */
export async function answerEvent(
  event: unknown,
  invocation: Invocation,
  createConverge: (invocation: Invocation) => Converge,
): Promise<void> {
  const address = readAddress(event, invocation);
  if (address === undefined) return;

  const masked = { ...invocation, log: maskLog(invocation.log, address.responseUrl) };
  const answer = await answerFor(event, address, masked, createConverge);
  await deliver(answer, address, masked);
}

function readAddress(event: unknown, { log, place }: Invocation): AnswerAddress | undefined {
  try {
    const address = parseAnswerAddress(event);
    const host = responseHostOf(address.responseUrl);
    if (host === 'cloudformation' || place === 'local') return address;
    log.error('the response URL is not of CloudFormation; nothing was changed and nobody was answered');
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    log.error('the event cannot be answered; nothing was changed', { problems: error.message });
  }
  return undefined;
}

async function answerFor(
  event: unknown,
  address: AnswerAddress,
  invocation: Invocation,
  createConverge: (invocation: Invocation) => Converge,
): Promise<Answer> {
  let request: CustomResourceRequest | undefined;
  try {
    request = parseRequest(event);
    logRequest(request, invocation.log);
    return await answerRequest(request, createConverge(invocation));
  } catch (error) {
    const physicalId = request === undefined ? fallbackId(event, address) : physicalIdFor(request);
    return { status: 'FAILED', physicalId, reasons: crashReasons(error, invocation.log) };
  }
}

/** Even an event without RequestType needs an id in its answer. */
function fallbackId(event: unknown, { stackId, logicalId }: AnswerAddress): string {
  return physicalIdOfEvent(event) ?? physicalIdOf(stackId, logicalId, undefined);
}

function crashReasons(error: unknown, log: Log): readonly string[] {
  if (error instanceof InvalidRequestError) return error.message.split('\n');
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  log.error('a bug ended the request', { error: `${name}: ${message}`, stack });
  return [
    `a bug of secure-api-edge ended the request: ${name}: ${message}`,
    'report it with the lines of this request in the log',
  ];
}

async function deliver(answer: Answer, address: AnswerAddress, invocation: Invocation): Promise<void> {
  const { log, place, print, put, clock, remainingSeconds } = invocation;
  const body = toResponseBody(
    maskAnswer(answer, address),
    address,
    `log group ${invocation.logGroup}, request ${invocation.requestId}`,
  );
  log.info('answering', { status: answer.status, physicalId: answer.physicalId, reason: reasonOf(answer) });
  if (place === 'local' && responseHostOf(address.responseUrl) === 'foreign') return print(body);

  const attempts = place === 'local' ? 1 : ATTEMPTS;
  const delivery = await sendResponse(address.responseUrl, body, {
    put,
    attempts,
    sleep: clock.sleep,
    remainingSeconds,
  });
  if (delivery.kind === 'delivered') return;
  if (place === 'local') return print(body);
  log.error('the answer could not be delivered', { because: delivery.because });
  throw new UndeliveredAnswerError(`the answer could not be delivered: ${delivery.because}`);
}

function logRequest(request: CustomResourceRequest, log: Log): void {
  const { kind, stackId, logicalId, requestId } = request;
  log.info('received', { kind, stackId, logicalId, requestId, domainName: domainOfProperties(request.properties) });
}

function reasonOf(answer: Answer): string | undefined {
  return answer.status === 'FAILED' ? answer.reasons.join('\n') : undefined;
}

/** Reasons quote what the event said, and a hostile event may say its own response URL. */
function maskAnswer(answer: Answer, { responseUrl }: AnswerAddress): Answer {
  if (answer.status === 'SUCCESS') return answer;
  return { ...answer, reasons: answer.reasons.map((line) => maskResponseUrl(line, responseUrl)) };
}

function maskLog(log: Log, responseUrl: string): Log {
  const mask = <T>(value: T) => (typeof value === 'string' ? maskResponseUrl(value, responseUrl) : value);
  const line =
    (write: Log['info']): Log['info'] =>
    (message, facts = {}) =>
      write(mask(message), Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, mask(value)])));
  return { info: line(log.info), error: line(log.error) };
}
