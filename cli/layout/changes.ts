import type { FieldChange } from '../../functions/reconciler/model/plan.ts';
import { renderValue } from '../../functions/reconciler/plan/render.ts';
import { type Line, type Span, styled, wrapLine } from '../styled-text.ts';

/**
 * The settings of a step, aligned. What several settings have in front of their last name is said once, above them:
 *
 *   Origins[api].CustomOriginConfig
 *     OriginProtocolPolicy  match-viewer → https-only  [EDGE-05]
 *     OriginSslProtocols    TLSv1, TLSv1.2 → TLSv1.2   [EDGE-06]
 */
export function layOutChanges(changes: readonly FieldChange[], width: number, indent: number): readonly Line[] {
  return blocksOf(changes).flatMap(({ parent, rows }) => {
    if (parent === undefined) return layOutRows(rows, width, indent);
    return [[`${' '.repeat(indent)}${parent}`], ...layOutRows(rows, width, indent + 2)];
  });
}

/** Settings that are shown and aligned together: below what they have in common, or by their whole paths. */
interface Block {
  readonly parent: string | undefined;
  readonly rows: readonly Row[];
}

interface Row {
  readonly name: string;
  readonly change: FieldChange;
}

function blocksOf(changes: readonly FieldChange[]): readonly Block[] {
  const blocks: Block[] = [];
  for (const [parent, members] of Map.groupBy(changes, ({ path }) => splitPath(path).parent)) {
    const last = blocks.at(-1);
    if (parent !== '' && members.length > 1) {
      blocks.push({ parent, rows: members.map((change) => ({ name: splitPath(change.path).name, change })) });
      continue;
    }
    const rows = members.map((change) => ({ name: change.path, change }));
    if (last === undefined || last.parent !== undefined) blocks.push({ parent: undefined, rows });
    else blocks[blocks.length - 1] = { parent: undefined, rows: [...last.rows, ...rows] };
  }
  return blocks;
}

function layOutRows(rows: readonly Row[], width: number, indent: number): readonly Line[] {
  const column = Math.max(...rows.map(({ name }) => name.length));
  return rows.flatMap(({ name, change }) => {
    const lead = `${' '.repeat(indent)}${name.padEnd(column)}  `;
    const rules = styled('dim', `[${change.because.join(', ')}]`);
    return wrapLine([lead, ...spansOfValues(change), '  ', rules], width, lead.length);
  });
}

function spansOfValues({ before, after }: FieldChange): readonly Span[] {
  if (before === undefined) return [styled('green', renderValue(after))];
  return [
    styled('red', renderValue(before)),
    ' → ',
    styled('green', after === undefined ? 'removed' : renderValue(after)),
  ];
}

/** Parts at the last dot that is not inside of brackets: `CacheBehaviors[/a.b/*].DefaultTTL`. */
function splitPath(path: string): { readonly parent: string; readonly name: string } {
  const [, parent = '', name = path] = /^(.*)\.([^.[\]]+(?:\[[^\]]*\])?)$/.exec(path) ?? [];
  return { parent, name };
}
