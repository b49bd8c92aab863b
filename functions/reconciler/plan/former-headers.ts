/**
 * Headers that this tool made origins send for an `OriginVerify` which has changed or is gone. Their names move to a tag of their own before
 * the header is taken away, so that whoever looks next knows whose it was; headers that no tag names are never touched.
 */
import { type Distribution, isApiOrigin, type Origin } from '../model/distribution.ts';
import type { DesiredEdge } from '../model/edge.ts';
import { originHeaderPath, originVerifyFromTag, sameHeader } from '../model/origin-verify.ts';
import type { Tags } from '../model/plan.ts';
import { TAG } from '../model/tags.ts';
import { asksFor, type Finding } from './rules/finding.ts';

const FORMER_VALUE = '(a former secret)';

export function withoutFormerHeaders(edge: DesiredEdge, distribution: Distribution): readonly Finding[] {
  return formerHeaders(edge, distribution).flatMap((name) =>
    apiOrigins(distribution)
      .filter((origin) => sends(origin, name))
      .flatMap(({ id }) => asksFor(originHeaderPath(id, name), FORMER_VALUE, undefined)),
  );
}

/** Set while a former header is still sent, removed once none is. */
export function formerHeadersTag(
  edge: DesiredEdge,
  distribution: Distribution,
): { readonly set: Tags; readonly remove: readonly string[] } {
  const names = formerHeaders(edge, distribution);
  return names.length === 0
    ? { set: {}, remove: [TAG.originVerifyFormer] }
    : { set: { [TAG.originVerifyFormer]: names.join(' ') }, remove: [] };
}

function formerHeaders({ originVerify }: DesiredEdge, distribution: Distribution): readonly string[] {
  const { tags } = distribution;
  const remembered = (tags[TAG.originVerifyFormer] ?? '').split(' ');
  const accepted = originVerifyFromTag(tags[TAG.originVerify])?.headerName ?? '';
  const names = [...remembered, accepted].filter(
    (name, index, all) => name !== '' && all.findIndex((one) => sameHeader(one, name)) === index,
  );
  return names.filter(
    (name) =>
      !(originVerify !== undefined && sameHeader(originVerify.headerName, name)) &&
      apiOrigins(distribution).some((origin) => sends(origin, name)),
  );
}

function apiOrigins({ settings }: Distribution): readonly Origin[] {
  return settings.origins.filter(isApiOrigin);
}

function sends({ customHeaders }: Origin, headerName: string): boolean {
  return customHeaders.some(({ name }) => sameHeader(name, headerName));
}
