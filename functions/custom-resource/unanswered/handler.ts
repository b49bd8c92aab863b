import type { Context } from 'aws-lambda';
import { lambdaInvocation } from '../lambda-invocation.ts';
import { parseAddressKey } from '../settings.ts';
import { answerUnanswered } from './answer-unanswered.ts';

/** The safety net under `Custom::SecureApiEdge`: answers a request whose own way to an answer broke off. */
export async function handler(event: unknown, context: Context): Promise<void> {
  await answerUnanswered(event, lambdaInvocation(context), parseAddressKey(process.env));
}
