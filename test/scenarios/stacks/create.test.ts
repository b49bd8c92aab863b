/** Guards against: a stack that is told nothing, or twice; an edge that is written although nothing changed; stacks that take each other's edges. */
import type { ResourceDefinition } from '../../../simulator/cloudformation/template.ts';
import { DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { answerBreaches, answersOf, reasonOf } from '../../support/stacks/laws.ts';
import { edge, sibling } from '../../support/stacks/templates.ts';
import { useStacks } from '../../support/stacks/use-stacks.ts';

const aws = useSimulatedAws();
const stacks = useStacks(aws);
const seen = lookAtAws(aws);

test('a stack is complete once its name leads to a deployed distribution', async () => {
  seed(aws, estateOf());

  const stack = await stacks.cloudFormation.createStack('orders', {
    Resources: { Edge: edge(), Alarm: sibling({ Target: { 'Fn::GetAtt': ['Edge', 'DistributionId'] } }) },
    Outputs: { Host: { Value: { 'Fn::GetAtt': ['Edge', 'DistributionDomainName'] } } },
  });

  const [distribution] = await seen.distributions();
  expect(stack.status).toBe('CREATE_COMPLETE');
  expect(stack.outputs).toEqual({ Host: distribution!.domainName });
  expect(stack.resources.Alarm!.properties).toMatchObject({ Target: distribution!.id });
  expect(distribution).toMatchObject({ aliases: [DOMAIN], status: 'Deployed' });
  expect(await seen.records(DOMAIN)).toEqual([`A ${distribution!.domainName}`, `AAAA ${distribution!.domainName}`]);
  expect(answerBreaches(stacks.told())).toEqual([]);
});

test('an update that changes nothing about the edge writes nothing', async () => {
  seed(aws, estateOf());
  await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge() } });
  stacks.forget();

  const stack = await stacks.cloudFormation.updateStack('orders', {
    Resources: { Edge: edge({ ServiceTimeout: 1800 }) },
  });

  expect(stack.status).toBe('UPDATE_COMPLETE');
  expect(answersOf(stacks.told())).toEqual(['Create Edge SUCCESS', 'Update Edge SUCCESS']);
  expect(stacks.writes()).toEqual([]);
});

test('a stack of twenty edges is complete, each with a distribution of its own', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `api${index}.example.com`);
  seed(aws, estateOf({ names }));
  const Resources = Object.fromEntries(
    names.map((name, index): [string, ResourceDefinition] => [`Edge${index}`, edge({ DomainName: name })]),
  );

  const stack = await stacks.cloudFormation.createStack('orders', { Resources });

  expect(stack.reason).toBeUndefined();
  expect(stack.status).toBe('CREATE_COMPLETE');
  const carried = (await seen.distributions()).map(({ aliases }) => aliases);
  expect(carried.toSorted()).toEqual(names.map((name) => [name]).toSorted());
  expect(answerBreaches(stacks.told())).toEqual([]);
}, 120_000);

test('a second stack that declares the same domain fails, and the first keeps its edge', async () => {
  seed(aws, estateOf());
  await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge() } });
  const [before] = await seen.distributions();
  const tags = await seen.tags(before!.arn);
  stacks.forget();

  const second = await stacks.cloudFormation.createStack('intruder', { Resources: { Edge: edge({ Hsts: 300 }) } });
  await stacks.settled();

  expect(second.status).toBe('ROLLBACK_COMPLETE');
  expect(reasonOf(stacks.told()[1]!)).toContain('ownership');
  expect(answersOf(stacks.told()).slice(1)).toEqual(['Create Edge FAILED', 'Delete Edge SUCCESS']);
  expect(stacks.writes()).toEqual([]);
  expect(await seen.tags(before!.arn)).toEqual(tags);
});

test('a stack that declares one domain twice fails, and leaves nothing', async () => {
  seed(aws, estateOf());
  const before = await seen.records(DOMAIN);

  const stack = await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge(), Twin: edge() } });
  await stacks.settled();
  await stacks.sweep();

  expect(stack.status).toBe('ROLLBACK_COMPLETE');
  expect(await seen.distributions()).toEqual([]);
  expect(await seen.records(DOMAIN)).toEqual(before);
});
