import type { ExitCode } from '../command.ts';
import { toJsonReport } from '../json-report.ts';
import type { Acts, Expectation } from './expectations.ts';
import type { ServiceRequests } from './requests.ts';
import type { Application } from './story.ts';

interface Ending {
  readonly services: readonly ServiceRequests[];
  readonly expectations: readonly Expectation[];
  readonly exitCode: ExitCode;
}

/** The facts of the story in the order in which they came up. */
export function toDemoReport({ discovery, applied, after, again, breakage, detection, repaired }: Acts, end: Ending) {
  return {
    command: 'demo',
    exitCode: end.exitCode,
    apiDomains: discovery.apiDomains,
    plan: toJsonReport('plan', discovery.look, 2),
    before: discovery.readBack,
    applied: toJsonApplication(applied),
    after,
    again: toJsonApplication(again),
    broken: breakage,
    findings: detection.findings,
    repaired: {
      ...toJsonApplication(repaired),
      readBack: repaired.readBack,
      invalidations: repaired.invalidations,
    },
    requests: end.services,
    expectations: end.expectations,
  };
}

function toJsonApplication({ look, timeline, simulatedSeconds, writes, refusedWrites }: Application) {
  return {
    outcomes: look.edges.map(({ plan, outcome }) => ({ domainName: plan.domainName, outcome })),
    timeline,
    simulatedSeconds,
    writes,
    refusedWrites,
  };
}
