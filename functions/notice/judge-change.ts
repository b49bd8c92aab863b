import type { KnownEdges } from './known-edges.ts';
import type { Change } from './parse-change.ts';

export type Judged = { readonly kind: 'look' } | { readonly kind: 'ignored'; readonly because: string };

/**
 * Whether a change is worth a look. `ownNames` are the names of our own roles, by which our writes are told. An account that no sweep has seen yet is
 * looked at for every change: nobody knows what is in it.
 */
export function judgeChange(change: Change, known: KnownEdges | undefined, ownNames: readonly string[]): Judged {
  if (isOurs(change.who, ownNames)) return { kind: 'ignored', because: 'it was made by this tool' };
  if (known === undefined || change.isNew) return { kind: 'look' };
  const isKnown = change.touches.some((word) => known.words.includes(word));
  return isKnown ? { kind: 'look' } : { kind: 'ignored', because: 'it touches no known edge' };
}

/** By the role, which only AWS can name; the session's name is whatever a caller says. `*` stands for what CloudFormation puts into a role's name. */
function isOurs(who: string, ownRoles: readonly string[]): boolean {
  const [kind, role = ''] = who.split('/');
  return kind === 'assumed-role' && ownRoles.some((pattern) => toExpression(pattern).test(role));
}

function toExpression(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );
}
