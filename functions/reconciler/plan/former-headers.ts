/**
 * The headers that this tool made origins send. Their names stand in a tag of their own before they are written, so that whoever looks next knows
 * whose they are: one that `OriginVerify` no longer names is taken away. Headers that the tag does not name are never touched.
 */
import type { Distribution, Origin } from '../model/distribution.ts';
import type { DesiredEdge } from '../model/edge.ts';
import { originHeaderAt, originHeaderPath, sameHeader } from '../model/origin-verify.ts';
import type { FieldChange, Tags } from '../model/plan.ts';
import { TAG } from '../model/tags.ts';
import { ownOrigins } from './own-origins.ts';
import { asksFor, type Finding, type RuleInputs } from './rules/finding.ts';

const FORMER_VALUE = '(a former secret)';

export function withoutFormerHeaders(inputs: RuleInputs): readonly Finding[] {
  return stillSent(inputs)
    .filter((name) => !isAskedFor(inputs.edge, name))
    .flatMap((name) =>
      ownOrigins(inputs.distribution, inputs.api)
        .filter((origin) => sends(origin, name))
        .flatMap(({ id }) => asksFor(originHeaderPath(id, name), FORMER_VALUE, undefined)),
    );
}

/** What is sent by us once `changes` are written; the tag goes when nothing is. */
export function sentHeadersTag(
  inputs: RuleInputs,
  changes: readonly FieldChange[],
): { readonly set: Tags; readonly remove: readonly string[] } {
  const set = sentTag([...stillSent(inputs), ...writtenHeaders(changes)]);
  return { set, remove: TAG.originVerifySent in set ? [] : [TAG.originVerifySent] };
}

/** The memory of a distribution that is made with these settings. */
export function newHeadersTag(changes: readonly FieldChange[]): Tags {
  return sentTag(writtenHeaders(changes));
}

function sentTag(headerNames: readonly string[]): Tags {
  const names = headerNames.filter((name, index) => headerNames.findIndex((one) => sameHeader(one, name)) === index);
  return names.length === 0 ? {} : { [TAG.originVerifySent]: names.join(' ') };
}

function writtenHeaders(changes: readonly FieldChange[]): readonly string[] {
  return changes.flatMap(({ path, after }) => (after === undefined ? [] : (originHeaderAt(path)?.headerName ?? [])));
}

function stillSent({ distribution, api }: RuleInputs): readonly string[] {
  return remembered(distribution).filter((name) => ownOrigins(distribution, api).some((origin) => sends(origin, name)));
}

function remembered({ tags }: Distribution): readonly string[] {
  return (tags[TAG.originVerifySent] ?? '').split(' ').filter((name) => name !== '');
}

function isAskedFor({ originVerify }: DesiredEdge, headerName: string): boolean {
  return originVerify !== undefined && sameHeader(originVerify.headerName, headerName);
}

function sends({ customHeaders }: Origin, headerName: string): boolean {
  return customHeaders.some(({ name }) => sameHeader(name, headerName));
}
