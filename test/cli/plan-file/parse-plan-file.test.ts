import { parsePlanFile } from '../../../cli/plan-file/parse-plan-file.ts';
import { toPlanFile } from '../../../cli/plan-file/plan-file.ts';
import { InvalidRequestError } from '../../../functions/reconciler/model/errors.ts';
import type { AccountLook, EdgeTarget } from '../../../functions/reconciler/model/look.ts';
import { parseAccountId } from '../../../functions/reconciler/model/names.ts';
import type { ObservedEdge } from '../../../functions/reconciler/model/observed-edge.ts';
import { planEdge } from '../../../functions/reconciler/plan/plan.ts';
import { behavior, finishedEdge, ownDistribution } from '../../support/distribution-builders.ts';
import { API, desiredEdge, EU_WEST_1, NOW, observedEdge, REMEDIATOR } from '../../support/edge-builders.ts';
import { SETTINGS } from '../../support/plan-of.ts';

const WANTED: EdgeTarget = { kind: 'wanted', edge: desiredEdge() };
const LET_GO: EdgeTarget = { kind: 'let-go', domainName: API, owner: REMEDIATOR, onDelete: 'restore' };
const OPTIONS = {
  named: [API],
  managedElsewhere: 'report',
  newEdges: 'create',
  choice: 'opt-out',
  rules: { 'EDGE-13': 'off' },
  proof: 'require',
  zoneRoles: [],
  drainSeconds: 60,
} as const;

function fileOf(observed: ObservedEdge, target: EdgeTarget = WANTED) {
  const plan = planEdge(target, observed, SETTINGS);
  const look: AccountLook = {
    accountId: parseAccountId('111111111111')!,
    regions: [EU_WEST_1],
    edges: [{ target, observed, plan, outcome: { kind: 'drift', steps: plan.steps }, applied: [] }],
    cleanedUp: [],
    notChecked: [],
    refusal: undefined,
    calls: {},
  };
  return toPlanFile(look, OPTIONS, new Date(NOW));
}

function problemsOf(text: string): readonly string[] {
  try {
    parsePlanFile('out.json', text);
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

function changed(change: Record<string, unknown>): string {
  return JSON.stringify({ ...fileOf(observedEdge()), ...change });
}

describe('a plan file', () => {
  test.each([
    ['a new edge', observedEdge(), WANTED],
    ['an edge in sync', finishedEdge(), WANTED],
    [
      'a correction',
      finishedEdge(ownDistribution({ defaultCacheBehavior: behavior({ viewerProtocolPolicy: 'allow-all' }) })),
      WANTED,
    ],
    ['letting go', finishedEdge(), LET_GO],
  ])('of %s reads back as it was written', (_, observed, target) => {
    const file = fileOf(observed, target);

    const read = parsePlanFile('out.json', JSON.stringify(file));

    expect(read).toEqual(JSON.parse(JSON.stringify(file)));
    expect(read.edges[0]!.steps).toEqual(file.edges[0]!.steps);
  });

  test('carries what was planned and leaves out what was observed', () => {
    const text = JSON.stringify(fileOf(finishedEdge()));

    expect(JSON.parse(text).edges[0]).toMatchObject({
      domainName: API,
      distribution: { id: 'E1', etag: 'ETAG1' },
      target: { kind: 'wanted' },
    });
    expect(text).not.toMatch(/customHeaders|fingerprint|observed/);
  });

  test.each([
    ['text', 'not JSON', '--plan: "out.json" is not JSON; name a file that "drift --plan" wrote'],
    [
      'another document',
      '{"edges": []}',
      '--plan: "out.json" is not a plan file; name a file that "drift --plan" wrote',
    ],
    ['a list', '[]', '--plan: "out.json" is not a plan file; name a file that "drift --plan" wrote'],
    [
      'a newer form',
      changed({ version: 2, tool: '9.0.0' }),
      '--plan: "out.json" has version 2, written by "9.0.0", and this program reads version 1; use the program that wrote it, or make a new plan',
    ],
    ['no account', changed({ accountId: '1' }), 'out.json.accountId: is not an account id'],
    ['a Region that is none', changed({ regions: ['mars'] }), 'out.json.regions[0]: is not a Region'],
    [
      'a step that is none',
      changed({ edges: [{ domainName: API, steps: [{ part: 'distribution', action: 'explode' }] }] }),
      'out.json.edges[0].steps[0]: is not a step of a plan',
    ],
    [
      'rules that have no such mode',
      changed({ settings: { ...OPTIONS, rules: { 'EDGE-17': 'off' } } }),
      'out.json.settings.rules: is not rules with their modes',
    ],
  ])('refuses %s', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test('refuses a spoiled file without naming thousands of places', () => {
    const edges = Array.from({ length: 1000 }, () => ({ domainName: API, steps: [0] }));

    expect(problemsOf(changed({ edges }))).toHaveLength(10);
  });
});
