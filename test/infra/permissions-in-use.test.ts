/**
 * Guards against: a permission that is missing where the product needs it, and one that stays when nothing needs it any more. The journeys are played
 * against a simulator that asks the policies of template.yaml, and of the role for zones of other accounts, before it answers.
 */
import { readFileSync } from 'node:fs';
import { functionIds, parseTemplate } from '../../infra/build/template.ts';
import { playJourney } from '../journeys/journey-world.ts';
import { JOURNEYS } from '../journeys/journeys.ts';
import { ROLES } from '../journeys/roles.ts';
import { createRoleJudge, type Judged } from '../support/role-judge.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { statementsOf, statementsOfRole } from '../support/template-policies.ts';
import { zoneRole } from '../support/zones-elsewhere.ts';

const GIVEN = {
  OriginVerifySecretArns: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:edge/*',
  ZoneRoleArns: zoneRole().arn,
};
const STATEMENTS = {
  [ROLES.handingOn]: statementsOf('CustomResourceFunction', {}),
  [ROLES.looking]: statementsOf('CustomResourceStepFunction', GIVEN),
  [ROLES.detecting]: statementsOf('DriftRemediatorFunction', { ...GIVEN, Mode: 'detect' }),
  [ROLES.remediating]: statementsOf('DriftRemediatorFunction', { ...GIVEN, Mode: 'remediate' }),
  [zoneRole().arn]: statementsOfRole('infra/member-account.yaml', 'ZoneRole', { Zones: 'write' }),
};
const GRANTED = [
  ...new Map(
    Object.values(STATEMENTS)
      .flat()
      .map((one) => [one.Sid, one]),
  ).values(),
];

const judge = createRoleJudge(STATEMENTS);
const aws = useSimulatedAws({ authorize: judge.authorize });
const failures = new Map<string, unknown>();

/** All of them, whichever tests run and in whatever order. */
beforeAll(async () => {
  for (const journey of JOURNEYS) {
    await playJourney(journey, aws).catch((error: unknown) => failures.set(journey.title, error));
  }
}, 120_000);

test.each(JOURNEYS)('the journey of $title ends as told with the permissions of the template', ({ title }) => {
  expect(failures.get(title)).toBeUndefined();
});

test('every function that may ask AWS for something has a part in the journeys', () => {
  const functions = functionIds(parseTemplate(readFileSync('template.yaml', 'utf8')));

  const inOwnSuite = ['SweepFunction', 'NoticeFunction'];
  expect(functions.filter((id) => !inOwnSuite.includes(id) && statementsOf(id, GIVEN).length > 0)).toEqual([
    'CustomResourceFunction',
    'CustomResourceStepFunction',
    'DriftRemediatorFunction',
  ]);
});

test('no request of any journey is refused', () => {
  const refused = judge.judged().filter(({ allowedBy }) => allowedBy.length === 0);

  expect(refused.map(({ request }) => request)).toEqual([]);
});

test.each(Object.entries(STATEMENTS))('every action that %s may is used by it', (role, statements) => {
  const granted = statements.flatMap(({ Sid, Action }) => Action.map((action) => `${Sid} ${action}`));
  const used = usedBy(({ request }, sid) => (request.principal === role ? [`${sid} ${request.action}`] : []));

  expect(granted.filter((grant) => !used.has(grant))).toEqual([]);
});

test('every resource of every statement is used', () => {
  const granted = GRANTED.flatMap(({ Sid, Resource }) => Resource.map((pattern) => ({ sid: Sid, pattern })));
  const used = usedBy(({ request }, sid) => [`${sid} ${request.resource}`]);

  const spare = granted.filter(({ sid, pattern }) => ![...used].some((use) => matches(`${sid} ${pattern}`, use)));
  expect(spare).toEqual([]);
});

test('every value of every list in a condition is used', () => {
  const granted = GRANTED.flatMap(({ Sid, Condition = {} }) =>
    Object.entries(Condition)
      .filter(([operator]) => operator !== 'Null')
      .flatMap(([, keys]) => Object.entries(keys))
      .flatMap(([key, values]) => values.map((value) => `${Sid} ${key} ${value}`)),
  );
  const used = usedBy(({ request }, sid) =>
    Object.entries(request.context).flatMap(([key, said]) => [said].flat().map((value) => `${sid} ${key} ${value}`)),
  );

  expect(granted.filter((grant) => !used.has(grant))).toEqual([]);
});

/** What each statement was used for. */
function usedBy(uses: (judged: Judged, sid: string) => readonly string[]): ReadonlySet<string> {
  return new Set(judge.judged().flatMap((judged) => judged.allowedBy.flatMap((sid) => uses(judged, sid))));
}

function matches(pattern: string, text: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${escaped}$`).test(text);
}
