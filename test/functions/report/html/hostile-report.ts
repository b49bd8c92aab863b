import type { EdgeReport, FleetReport } from '../../../../functions/report/fleet-report.ts';
import { toFleetReport } from '../../../../functions/report/summarize.ts';
import { accountReport, edgeReport, NOT_SET, PATH, RUN } from '../sample-report.ts';

/** What somebody who may write names, tags and comments could write there: each sets `window.attacked` if it runs. */
export const HOSTILE_TEXTS = [
  '<script>window.attacked=1</script>',
  '</script><script>window.attacked=2</script>',
  '"><img src=x onerror="window.attacked=3">',
  "' onmouseover='window.attacked=4' x='",
  '</title></style><svg onload=window.attacked=5>',
  'javascript:window.attacked=6',
  '<!--',
  ']]>&lt;b&gt;&#x3c;i>',
  'שלום עולם‮moc.elpmaxe‬',
  'a\u0000b\u001b[31mc\u2028d\u2066e',
  '{{constructor.constructor("window.attacked=7")()}}',
  'x'.repeat(10_000),
  '<b>'.repeat(3_000),
  '\ud800',
] as const;

/** A report in which every text is `text`. */
export function hostileEdge(text: string): EdgeReport {
  const verdict = { ...NOT_SET, subject: text, before: text, after: [text, text] };
  return edgeReport({
    domain: text,
    region: text,
    owner: text,
    result: 'drift',
    text,
    verdicts: [
      { ...verdict, rule: 'EDGE-01', verdict: 'drift' },
      { ...verdict, rule: 'EDGE-14', verdict: 'not-checked', detail: text },
    ],
    applied: [text],
    planned: [text],
    path: {
      dns: { zone: text, records: [text, text] },
      distribution: { id: text, domainName: text, status: text, tags: { [text]: text } },
      api: { endpoint: text, kind: text },
      broken: 'dns',
      notChecked: PATH.notChecked,
    },
    proof: {
      kind: 'taken',
      takenAt: RUN.finishedAt,
      through: 'edge',
      passed: false,
      requests: 1,
      failed: [{ check: 'answer', at: text, verdict: 'fail', expected: text, received: text }],
    },
    firstSeen: RUN.startedAt,
    changedBy: { who: text, what: text, at: RUN.startedAt },
  });
}

export function hostileReport(): FleetReport {
  const accounts = HOSTILE_TEXTS.map((text, at) =>
    accountReport({
      id: at % 2 === 0 ? text : `1234567890${at}`,
      name: text,
      organizationalUnit: text,
      edges: [hostileEdge(text)],
      notChecked: [{ what: text, why: text }],
      refusal: text,
    }),
  );
  return toFleetReport({ ...RUN, id: HOSTILE_TEXTS[0], toolVersion: HOSTILE_TEXTS[1] }, accounts, HOSTILE_TEXTS[2]);
}
