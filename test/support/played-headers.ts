import type { DistributionSettings, Origin } from '../../functions/reconciler/model/distribution.ts';
import { originHeaderAt, sameHeader } from '../../functions/reconciler/model/origin-verify.ts';
import type { FieldChange } from '../../functions/reconciler/model/plan.ts';

/** Fingerprint of what a secret holds in a played account. */
export const CURRENT = 'c0ffee000000';

export function isHeaderChange({ path }: FieldChange): boolean {
  return originHeaderAt(path) !== undefined;
}

/** `settings` with what origins sent before, as the header changes of a step leave it. */
export function withHeaders(
  settings: DistributionSettings,
  before: readonly Origin[],
  changes: readonly FieldChange[],
): DistributionSettings {
  const origins = settings.origins.map((origin) => {
    const customHeaders = before.find(({ id }) => id === origin.id)?.customHeaders ?? [];
    return changes.reduce(withHeader, { ...origin, customHeaders });
  });
  return { ...settings, origins };
}

function withHeader(origin: Origin, { path, after }: FieldChange): Origin {
  const at = originHeaderAt(path);
  if (at?.originId !== origin.id) return origin;
  const others = origin.customHeaders.filter(({ name }) => !sameHeader(name, at.headerName));
  const sent = after === undefined ? [] : [{ name: at.headerName, fingerprint: CURRENT }];
  return { ...origin, customHeaders: [...others, ...sent] };
}
