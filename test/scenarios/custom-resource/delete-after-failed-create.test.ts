/** Guards against: what a failed Create made and nobody deletes, a rollback that is stuck, a Delete that trips over an id it did not make. */
import { resourceOf } from '../../support/cloudformation-events.ts';
import { DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { customPolicies } from '../../support/header-policies.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { useCloudFormation } from '../../support/simulated-cloudformation.ts';

const aws = useSimulatedAws();
const cloudFormation = useCloudFormation(aws);
const seen = lookAtAws(aws);

const INVENTED = 'orders-edge-ApiEdge-1QK7ZB0M5T3XA';

async function expectUntouched(records: readonly string[]): Promise<void> {
  expect(await seen.distributions()).toEqual([]);
  expect(await customPolicies(aws)).toEqual([]);
  expect(await seen.records(DOMAIN)).toEqual(records);
}

test('succeeds without a write after a Create that was refused', async () => {
  seed(aws, estateOf({ account: { apiDomains: [] }, records: [] }));
  const resource = resourceOf();
  const refused = await cloudFormation.send(resource.create());
  expect(refused.answer.Status).toBe('FAILED');

  const { answer, writes } = await cloudFormation.send(resource.delete(refused.answer.PhysicalResourceId));

  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: refused.answer.PhysicalResourceId });
  expect(writes).toEqual([]);
});

test.each([{ DomainName: 'nonsense' }, { DomainName: undefined }, { Unheard: 'of' }])(
  'succeeds without a write after a Create with the wrong properties %j',
  async (properties) => {
    seed(aws, estateOf());
    const resource = resourceOf();
    const refused = await cloudFormation.send(resource.create(properties));
    expect(refused.answer.Status).toBe('FAILED');

    const { answer, writes } = await cloudFormation.send(
      resource.delete(refused.answer.PhysicalResourceId, properties),
    );

    expect(answer.Status).toBe('SUCCESS');
    expect(writes).toEqual([]);
  },
);

const HALF_WAY = [
  { operation: 'CreateOriginRequestPolicy' },
  { operation: 'CreateDistributionWithTags' },
  { operation: 'TagResource' },
  { operation: 'ChangeResourceRecordSets' },
] as const;

test.each(HALF_WAY)('cleans up after a Create that $operation ended', async ({ operation }) => {
  seed(aws, estateOf());
  const records = await seen.records(DOMAIN);
  const resource = resourceOf();
  aws.simulator.faults.add({ kind: 'access-denied', operation });
  const failed = await cloudFormation.send(resource.create());
  expect(failed.answer.Status).toBe('FAILED');
  expect(failed.answer.Reason).toContain(`${operation}: AccessDenied`);

  const { answer } = await cloudFormation.send(resource.delete(failed.answer.PhysicalResourceId));

  expect(answer.Status).toBe('SUCCESS');
  await expectUntouched(records);
});

test('says what a Create that ended half-way had already made', async () => {
  seed(aws, estateOf());
  aws.simulator.faults.add({ kind: 'access-denied', operation: 'ChangeResourceRecordSets' });

  const { answer } = await cloudFormation.send(resourceOf().create());

  const [edge] = await seen.distributions();
  expect(answer.Reason).toContain(`already applied: tag distribution ${edge!.id}`);
  expect(answer.Reason).toContain('continues where this one stopped');
  expect(answer.Reason).toContain("allow this action in the function's role");
});

test('finds what to clean by the properties when CloudFormation invented the id', async () => {
  seed(aws, estateOf());
  const records = await seen.records(DOMAIN);
  const resource = resourceOf();
  aws.simulator.faults.add({ kind: 'access-denied', operation: 'ChangeResourceRecordSets' });
  await cloudFormation.send(resource.create());

  const { answer } = await cloudFormation.send(resource.delete(INVENTED));

  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: INVENTED });
  await expectUntouched(records);
});

test('succeeds for an id that CloudFormation invented when nothing was ever made', async () => {
  seed(aws, estateOf());
  const records = await seen.records(DOMAIN);

  const { answer, writes } = await cloudFormation.send(resourceOf().delete(INVENTED));

  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: INVENTED });
  expect(writes).toEqual([]);
  await expectUntouched(records);
});

test('wins over a Create that is still under way when the stack is cancelled', async () => {
  seed(aws, estateOf());
  const records = await seen.records(DOMAIN);
  const resource = resourceOf();

  const created = await cloudFormation.send(resource.create(), {
    meanwhile: () => cloudFormation.send(resource.delete(INVENTED)),
  });

  expect(created.answer.Status).toBe('FAILED');
  await expectUntouched(records);
});

test('leaves nothing half-made with OnDelete retain, because nothing was in use yet', async () => {
  seed(aws, estateOf());
  const records = await seen.records(DOMAIN);
  const resource = resourceOf();
  const late = await cloudFormation.send(resource.create({ OnDelete: 'retain' }), { seconds: 120 });
  expect(late.answer.Status).toBe('FAILED');
  expect(await seen.distributions()).toHaveLength(1);

  const { answer } = await cloudFormation.send(resource.delete(late.answer.PhysicalResourceId, { OnDelete: 'retain' }));

  expect(answer.Status).toBe('SUCCESS');
  await expectUntouched(records);
});
