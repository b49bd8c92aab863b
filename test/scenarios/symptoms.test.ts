/**
 * Guards against: a symptom that is known only from hearsay. Every complaint that leads people to this product is provoked with a plain HTTP client,
 * named by `explain` as the client sees it, cured by a look or a sweep, and the same client is served.
 */
import { explainRules } from '../../cli/explain/explain-rules.ts';
import type { DesiredEdge } from '../../functions/reconciler/model/edge.ts';
import type { RuleId } from '../../functions/reconciler/model/rules.ts';
import { useServedAws } from '../support/data-plane.ts';
import { DOMAIN, estateOf, seed } from '../support/estates.ts';
import { useReconciler, wanted } from '../support/reconciler.ts';
import { simulatedProver } from '../support/simulated-prover.ts';
import type { Answer, Asked, Symptom } from '../support/symptom.ts';
import { SYMPTOMS_OF_API_GATEWAY } from '../support/symptoms-of-api-gateway.ts';
import { SYMPTOMS_OF_CLOUDFRONT } from '../support/symptoms-of-cloudfront.ts';

const DEPLOYED_AFTER_SECONDS = 300;
const DAY_SECONDS = 86_400;
const SYMPTOMS = [...SYMPTOMS_OF_API_GATEWAY, ...SYMPTOMS_OF_CLOUDFRONT];

const aws = useServedAws();
const reconciler = useReconciler(aws);
const proving = () => ({ prover: simulatedProver(aws.plane, reconciler.context().clock) });

function begin({ estate, startsAfterDays = 0 }: Symptom): void {
  seed(aws, estateOf(estate));
  aws.simulator.clock.advance(DEPLOYED_AFTER_SECONDS + startsAfterDays * DAY_SECONDS);
}

/** What the client sees, errors of connections included. */
async function answerTo([url, options]: Asked): Promise<Answer> {
  return aws.internet.request(url, options).then(
    ({ status, headers, body }) => ({ status, headers, body }),
    ({ code }: { readonly code: string }) => ({ code }),
  );
}

async function explained(rule: RuleId, edge: Partial<DesiredEdge> = {}): Promise<readonly string[]> {
  const look = await reconciler.look(wanted(DOMAIN, edge), { mode: 'detect' });
  return explainRules(look)
    .find((one) => one.rule === rule)!
    .callersSee.map(({ sees }) => sees);
}

test.each(SYMPTOMS)('a client gets $title; it is explained, and looking cures it', async (symptom) => {
  const { asks, gets, rule, sees, edge, served } = symptom;
  begin(symptom);
  const asked = typeof asks === 'function' ? await asks() : asks;
  expect(await answerTo(asked)).toMatchObject(gets);
  expect(await explained(rule, edge)).toContain(sees);

  const look = await reconciler.converge(wanted(DOMAIN, edge), proving());

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect(await answerTo(asked)).toMatchObject(served);
});

/** The first of each rule; what an owner has to ask for is nothing that a sweep could find. */
const FOUND_BY_A_SWEEP = [
  ...new Map(
    SYMPTOMS.filter(({ edge }) => edge === undefined).map((symptom) => [symptom.rule, symptom] as const),
  ).values(),
];

test.each(FOUND_BY_A_SWEEP)('a sweep finds and cures $rule: $title', async (symptom) => {
  const { asks, gets, served } = symptom;
  begin(symptom);
  const asked = typeof asks === 'function' ? await asks() : asks;
  expect(await answerTo(asked)).toMatchObject(gets);

  const { edges } = await reconciler.sweep(proving());

  expect(edges.map(({ outcome }) => outcome)).toEqual([{ kind: 'in-sync' }]);
  expect(await answerTo(asked)).toMatchObject(served);
});
