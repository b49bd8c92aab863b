/** What holds for every stack, whatever happens to it on the way. */
import type { Told } from './use-stacks.ts';

/**
 * Breaches of "one answer to each request": none that arrived while CloudFormation was waiting, several that count, or answers that say different
 * things. CloudFormation stops waiting for what it cancels; then an answer may be missing.
 */
export function answerBreaches(told: readonly Told[], isCancelled: (told: Told) => boolean = () => false): string[] {
  return told.flatMap((one) => {
    const { RequestType, LogicalResourceId } = one.event;
    const stored = one.puts.filter(({ taken }) => taken !== 'refused');
    const counted = stored.filter(({ taken }) => taken === 'counted').length;
    const statuses = new Set(stored.map(({ body }) => JSON.parse(body).Status));
    const name = `${RequestType} ${LogicalResourceId}`;
    return [
      ...(counted === 1 || isCancelled(one) ? [] : [`${name}: ${counted} answers counted`]),
      ...(statuses.size > 1 ? [`${name}: was answered ${[...statuses].join(' and ')}`] : []),
    ];
  });
}

/** `Create Edge SUCCESS`, of what CloudFormation took. */
export function answersOf(told: readonly Told[]): readonly string[] {
  return told.map(({ event, puts }) => {
    const counted = puts.find(({ taken }) => taken === 'counted');
    const status = counted === undefined ? 'unanswered' : JSON.parse(counted.body).Status;
    return `${event.RequestType} ${event.LogicalResourceId} ${status}`;
  });
}

/** The reason of a FAILED answer, or nothing. */
export function reasonOf({ puts }: Told): string {
  const counted = puts.find(({ taken }) => taken === 'counted');
  return counted === undefined ? '' : (JSON.parse(counted.body).Reason ?? '');
}
