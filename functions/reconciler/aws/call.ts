import { InvariantError } from '../model/errors.ts';
import type { Failure } from '../model/failure.ts';
import { ABSENT, type Observed, present, unreadable } from '../model/observed.ts';
import { classifyFailure } from './classify-failure.ts';

/** A call's answer or AWS's refusal, as a value. */
export type Called<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Sends one request and turns AWS's refusal into a value. Errors that no request caused are bugs and pass through.
 * `call` is `Service.Operation`, in AWS's words.
 */
export async function called<T>(call: string, send: () => Promise<T>): Promise<Called<T>> {
  try {
    return { kind: 'answered', value: await send() };
  } catch (error) {
    const [service, operation] = call.split('.');
    if (service === undefined || operation === undefined)
      throw new InvariantError(`call name without operation: ${call}`);
    const failure = classifyFailure(error, service, operation);
    if (failure === undefined) throw error;
    return { kind: 'failed', failure };
  }
}

/** Reads one thing: absent when AWS says that it does not exist, unreadable for every other refusal. */
export async function read<T>(call: string, send: () => Promise<T>): Promise<Observed<T>> {
  const answer = await called(call, send);
  if (answer.kind === 'answered') return present(answer.value);
  return answer.failure.kind === 'NotFound' ? ABSENT : unreadable(answer.failure);
}

/** Reads every page of a list; one page that cannot be read makes the whole list unreadable, because half a list is a lie. */
export async function readPages<Page, T>(
  call: string,
  pages: () => AsyncIterable<Page>,
  select: (page: Page) => readonly T[],
): Promise<Observed<readonly T[]>> {
  const answer = await called(call, async () => {
    const items: T[] = [];
    for await (const page of pages()) items.push(...select(page));
    return items;
  });
  return answer.kind === 'answered' ? present(answer.value) : unreadable(answer.failure);
}
