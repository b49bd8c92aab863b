/**
 * One event, exactly one answer. An event without a usable address ends in one log line, before any side effect. Every other event is answered here,
 * bugs included, or is handed on to an execution that answers it. An answer that could not be delivered and work that could not be handed on are
 * thrown, so that Lambda brings the event again: converging twice is harmless. After a delivered answer nothing is thrown, because converging again
 * could undo the Delete that follows a FAILED.
 */
import { InvalidRequestError } from '../reconciler/model/errors.ts';
import { isReleased } from '../reconciler/released.ts';
import type { Answer } from './answer.ts';
import type { Begin } from './continuation/begin.ts';
import type { Converge } from './converge-in-time.ts';
import { crashReasons } from './crash-reasons.ts';
import { deliverAnswer, maskInvocation } from './deliver-answer.ts';
import type { Invocation, Log } from './invocation.ts';
import { abandonedBy, answerOf, type ConvergeWork, physicalIdFor, workOf } from './lifecycle.ts';
import { physicalIdOf } from './physical-id.ts';
import { domainOfProperties } from './properties.ts';
import {
  type AnswerAddress,
  type CustomResourceRequest,
  parseAnswerAddress,
  parseRequest,
  physicalIdOfEvent,
} from './request.ts';
import { responseHostOf } from './response-url.ts';

/** Where the work of a request is done: here, or in an execution that goes on when this invocation is over. */
export type Workplace =
  | { readonly kind: 'here'; readonly converge: Converge }
  | { readonly kind: 'execution'; readonly begin: Begin };

/** `later` goes on after the answer. */
interface Answered {
  readonly answer: Answer;
  readonly later?: () => Promise<unknown>;
}

/** Answers one event of CloudFormation. `openWorkplace` is called only for a request that can be read and answered. */
export async function answerEvent(
  event: unknown,
  unmasked: Invocation,
  openWorkplace: (invocation: Invocation) => Workplace,
): Promise<void> {
  const address = readAddress(event, unmasked);
  if (address === undefined) return;

  const invocation = maskInvocation(unmasked, address.responseUrl);
  const answered = await answerFor(event, address, invocation, openWorkplace);
  if (answered === 'handed-on') return;
  await deliverAnswer(answered.answer, address, invocation);
  await answered.later?.().catch((error) => crashReasons(error, invocation.log));
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
  openWorkplace: (invocation: Invocation) => Workplace,
): Promise<Answered | 'handed-on'> {
  let request: CustomResourceRequest | undefined;
  try {
    request = parseRequest(event);
    logRequest(request, invocation.log);
    const workplace = openWorkplace(invocation);
    const work = workOf(request);
    if (work.kind === 'answered') return work;
    if (workplace.kind === 'here') return await workHere(request, work, workplace.converge);
    return await handOn(request, work, address, workplace.begin);
  } catch (error) {
    if (error instanceof WorkNotBegunError) throw error;
    const physicalId = request === undefined ? fallbackId(event, address) : physicalIdFor(request);
    return { answer: { status: 'FAILED', physicalId, reasons: crashReasons(error, invocation.log) } };
  }
}

/** A released edge is finished once the stack has its answer, and so is what the request abandons: nobody else may ever look at them. */
async function workHere(request: CustomResourceRequest, work: ConvergeWork, converge: Converge): Promise<Answered> {
  const { target, serviceTimeoutSeconds } = work;
  const converged = await converge(target, { serviceTimeoutSeconds, isEnough: isReleased });
  const isUnfinished = converged.kind === 'settled' && isReleased(converged.look);
  const abandoned = abandonedBy(request)?.work;
  const unfinished = [...(isUnfinished ? [target] : []), ...(abandoned === undefined ? [] : [abandoned.target])];
  const later = async () => {
    for (const each of unfinished) await converge(each, {});
  };
  return { answer: answerOf(work, converged), later };
}

/** Nothing was begun, and trying again may help: Lambda brings the event again. */
export class WorkNotBegunError extends Error {
  override readonly name = 'WorkNotBegunError';
}

async function handOn(
  request: CustomResourceRequest,
  work: ConvergeWork,
  address: AnswerAddress,
  begin: Begin,
): Promise<Answered | 'handed-on'> {
  const begun = await begin(request, work, address);
  if (begun.kind === 'begun') return 'handed-on';
  if (begun.kind === 'not-yet') throw new WorkNotBegunError(begun.because);
  return { answer: { status: 'FAILED', physicalId: work.physicalId, reasons: begun.reasons } };
}

/** Even an event without RequestType needs an id in its answer. */
function fallbackId(event: unknown, { stackId, logicalId }: AnswerAddress): string {
  return physicalIdOfEvent(event) ?? physicalIdOf(stackId, logicalId, undefined);
}

function logRequest(request: CustomResourceRequest, log: Log): void {
  const { kind, stackId, logicalId, requestId } = request;
  log.info('received', { kind, stackId, logicalId, requestId, domainName: domainOfProperties(request.properties) });
}
