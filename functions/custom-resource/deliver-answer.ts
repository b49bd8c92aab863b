import type { Answer } from './answer.ts';
import type { Invocation, Log } from './invocation.ts';
import type { AnswerAddress } from './request.ts';
import { toResponseBody } from './response.ts';
import { maskResponseUrl, responseHostOf } from './response-url.ts';
import { sendResponse } from './send-response.ts';

const ATTEMPTS = 5;

/** Nobody received the answer. */
export class UndeliveredAnswerError extends Error {
  override readonly name = 'UndeliveredAnswerError';
}

/** Sends the one answer of a request. Throws UndeliveredAnswerError, so that whoever runs this tries again. */
export async function deliverAnswer(answer: Answer, address: AnswerAddress, invocation: Invocation): Promise<void> {
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

/** The same invocation, whose log never shows the response URL. */
export function maskInvocation<T extends { readonly log: Log }>(invocation: T, responseUrl: string): T {
  const mask = <V>(value: V) => (typeof value === 'string' ? maskResponseUrl(value, responseUrl) : value);
  const line =
    (write: Log['info']): Log['info'] =>
    (message, facts = {}) =>
      write(mask(message), Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, mask(value)])));
  return { ...invocation, log: { info: line(invocation.log.info), error: line(invocation.log.error) } };
}

function reasonOf(answer: Answer): string | undefined {
  return answer.status === 'FAILED' ? answer.reasons.join('\n') : undefined;
}

/** Reasons quote what the event said, and a hostile event may say its own response URL. */
function maskAnswer(answer: Answer, { responseUrl }: AnswerAddress): Answer {
  if (answer.status === 'SUCCESS') return answer;
  return { ...answer, reasons: answer.reasons.map((line) => maskResponseUrl(line, responseUrl)) };
}
