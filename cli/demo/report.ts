import { toJsonReport } from '../json-report.ts';
import type { BrokenAct } from './broken-edge.ts';
import type { Acts } from './expectations.ts';
import type { ServiceRequests } from './requests.ts';
import type { Application } from './story.ts';

/** The facts of the story in the order in which they came up. */
export function toEdgesReport(acts: Acts, requests: readonly ServiceRequests[]) {
  const { discovery, applied, after, callsAfter, again, breakage, detection, repaired, brokenEdge, sweep } = acts;
  return {
    apiDomains: discovery.apiDomains,
    plan: toJsonReport('plan', discovery.look, 2),
    before: discovery.readBack,
    callsBefore: discovery.calls,
    applied: toJsonApplication(applied),
    after,
    callsAfter,
    again: toJsonApplication(again),
    broken: breakage,
    findings: detection.findings,
    repaired: {
      ...toJsonApplication(repaired),
      readBack: repaired.readBack,
      invalidations: repaired.invalidations,
      calls: repaired.calls,
    },
    brokenEdge: {
      before: brokenEdge.before,
      refused: toJsonBrokenAct(brokenEdge.refused),
      cured: toJsonBrokenAct(brokenEdge.cured),
    },
    sweep: { status: sweep.status, moments: sweep.moments, report: sweep.report, page: sweep.page },
    requests,
  };
}

function toJsonBrokenAct({ look, proofs, readBack, calls }: BrokenAct) {
  return { outcome: look?.outcome, proofs, readBack, calls };
}

function toJsonApplication({ look, timeline, proofs, watched, simulatedSeconds, writes, refusedWrites }: Application) {
  return {
    outcomes: look.edges.map(({ plan, outcome }) => ({ domainName: plan.domainName, outcome })),
    timeline,
    proofs,
    watched,
    simulatedSeconds,
    writes,
    refusedWrites,
  };
}
