import type { DesiredEdge } from '../model/edge.ts';
import { describeFailure } from '../model/failure.ts';
import type { Observed } from '../model/observed.ts';
import { CURRENT_VALUE, type OriginSecret, originHeaderPath } from '../model/origin-verify.ts';
import type { FieldChange } from '../model/plan.ts';

export type LiveSecret = Extract<OriginSecret, { kind: 'usable' }>;

/** What `OriginVerify` has to go by; undefined: the owner asks for none. */
export type WantedSecret =
  | { readonly kind: 'live'; readonly headerName: string; readonly secret: LiveSecret }
  | { readonly kind: 'refused'; readonly headerName: string; readonly detail: string }
  | { readonly kind: 'not-checked'; readonly headerName: string; readonly detail: string };

export function wantedSecret(
  { originVerify }: DesiredEdge,
  observed: Observed<OriginSecret>,
): WantedSecret | undefined {
  if (originVerify === undefined) return undefined;
  const { headerName, secretId } = originVerify;
  const refused = (what: string): WantedSecret => ({
    kind: 'refused',
    headerName,
    detail: `OriginVerify: secret ${secretId} ${what}`,
  });
  if (observed.kind === 'absent') return refused('does not exist; create it, or name one that does');
  if (observed.kind === 'unreadable') {
    const detail = `secret ${secretId} could not be read: ${describeFailure(observed.failure)}`;
    return { kind: 'not-checked', headerName, detail };
  }
  const secret = observed.value;
  return secret.kind === 'usable'
    ? { kind: 'live', headerName, secret }
    : refused(`cannot be sent as a header: ${secret.because}`);
}

/** The header of a new distribution's origin. */
export function newOriginHeader(originId: string, wanted: WantedSecret | undefined): readonly FieldChange[] {
  if (wanted?.kind !== 'live') return [];
  const { secretId, region } = wanted.secret;
  return [
    {
      path: originHeaderPath(originId, wanted.headerName),
      before: undefined,
      after: CURRENT_VALUE,
      because: ['EDGE-16'],
      secret: { secretId, region },
    },
  ];
}
