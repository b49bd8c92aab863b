import type { AccountLook } from '../../functions/reconciler/model/look.ts';
import { explainHeaders, type HeadersExplanation } from '../explain/explain-headers.ts';
import { BLANK, type Line, styled, wrapLine } from '../styled-text.ts';

/** Each header that the APIs of a domain need, with its reasons beside it. */
export function layOutHeaders(headers: HeadersExplanation | undefined, width: number): readonly Line[] {
  if (headers === undefined) return [];
  if (headers.kind === 'all-viewer') return wrapLine([`  every header of callers: ${headers.because}`], width, 4);
  const column = Math.max(...headers.headers.map(({ name }) => name.length)) + 4;
  return headers.headers.flatMap(({ name, because }) =>
    wrapLine([`  ${name.padEnd(column - 2)}`, styled('dim', because.join('; '))], width, column),
  );
}

/** The same of every edge that has steps to take. */
export function layOutHeadersOf({ edges }: AccountLook, width: number): readonly Line[] {
  return edges.flatMap((edge) => {
    const lines = edge.plan.steps.length === 0 ? [] : layOutHeaders(explainHeaders(edge), width);
    return lines.length === 0 ? [] : [BLANK, [`headers that the API behind ${edge.plan.domainName} needs`], ...lines];
  });
}
