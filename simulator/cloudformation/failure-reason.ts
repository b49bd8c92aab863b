import type { Stack } from './stack.ts';

const ACTIONS = ['create', 'update', 'delete'] as const;

/** What failed, by what it failed at. What was cancelled counts too. */
export function failureReason({ resources }: Stack, logicalIds: readonly string[]): string {
  const sentences = ACTIONS.flatMap((action) => {
    const failed = logicalIds.filter((id) => resources.get(id)?.status === `${action.toUpperCase()}_FAILED`);
    return failed.length === 0 ? [] : [`The following resource(s) failed to ${action}: [${failed.join(', ')}].`];
  });
  return sentences.join(' ');
}
