/** Guards against: two stacks that fight over one domain, a Delete that takes down somebody else's edge, a renamed resource that loses its edge. */
import { resourceOf } from '../../support/cloudformation-events.ts';
import { DOMAIN, distributionOf, estateOf, frontedEstate, seed } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useReconciler, wanted } from '../../support/reconciler.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { useCloudFormation } from '../../support/simulated-cloudformation.ts';

const aws = useSimulatedAws();
const cloudFormation = useCloudFormation(aws);
const reconciler = useReconciler(aws);
const seen = lookAtAws(aws);

/** Everything about the edge of api.example.com that somebody could have changed. */
async function edgeNow() {
  const [edge, ...others] = await seen.distributions();
  expect(others).toEqual([]);
  return { edge, config: await seen.config(edge!.id), records: await seen.records(DOMAIN) };
}

describe('another stack that declares the same domain', () => {
  const owner = resourceOf();
  const rival = resourceOf({ stack: 'rival' });

  test('is refused, by the name of what owns it, before any write', async () => {
    seed(aws, estateOf());
    await cloudFormation.send(owner.create());
    const before = await edgeNow();

    const { answer, writes } = await cloudFormation.send(rival.create({ Hsts: 300 }));

    expect(answer.Status).toBe('FAILED');
    expect(answer.Reason).toMatch(
      new RegExp(
        `^refused by ownership: distribution ${before.edge!.id}: belongs to a Custom::SecureApiEdge of another`,
      ),
    );
    expect(writes).toEqual([]);
    expect(await edgeNow()).toEqual(before);
  });

  test.each([{ id: 'of its own' }, { id: 'that CloudFormation invented' }])(
    'changes nothing with the Delete that follows, under an id $id',
    async ({ id }) => {
      seed(aws, estateOf());
      await cloudFormation.send(owner.create());
      const before = await edgeNow();
      const refused = await cloudFormation.send(rival.create());
      const physicalId = id === 'of its own' ? refused.answer.PhysicalResourceId : 'rival-ApiEdge-1QK7ZB0M5T3XA';

      const { answer, writes } = await cloudFormation.send(rival.delete(physicalId));

      expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: physicalId });
      expect(writes).toEqual([]);
      expect(await edgeNow()).toEqual(before);
    },
  );

  test('makes the edge once the first has let it go', async () => {
    seed(aws, estateOf());
    const first = await cloudFormation.send(owner.create());
    await cloudFormation.send(owner.delete(first.answer.PhysicalResourceId));

    const { answer } = await cloudFormation.send(rival.create());

    expect(answer).toMatchObject({ Status: 'SUCCESS', Data: { DistributionId: (await edgeNow()).edge!.id } });
  });
});

describe('a resource that is renamed in its template', () => {
  const old = resourceOf();
  const renamed = resourceOf({ logicalId: 'OrdersEdge' });

  test('takes the edge over under its new name, with nothing changed on the way of a request', async () => {
    seed(aws, estateOf());
    const first = await cloudFormation.send(old.create());
    const before = await edgeNow();

    const { answer, writes } = await cloudFormation.send(renamed.create());

    expect(answer).toMatchObject({ Status: 'SUCCESS', Data: first.answer.Data });
    expect(answer.PhysicalResourceId).not.toBe(first.answer.PhysicalResourceId);
    expect(writes.map(({ operation }) => operation)).toEqual(['TagResource', 'UntagResource']);
    expect(await edgeNow()).toEqual(before);
  });

  test('keeps the edge when the old name is deleted', async () => {
    seed(aws, estateOf());
    const first = await cloudFormation.send(old.create());
    await cloudFormation.send(renamed.create());
    const before = await edgeNow();

    const { answer, writes } = await cloudFormation.send(old.delete(first.answer.PhysicalResourceId));

    expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: first.answer.PhysicalResourceId });
    expect(writes).toEqual([]);
    expect(await edgeNow()).toEqual(before);
  });

  test('is still deleted by its new name, back to what stood there before the old one', async () => {
    seed(aws, estateOf());
    const records = await seen.records(DOMAIN);
    await cloudFormation.send(old.create());
    const { answer } = await cloudFormation.send(renamed.create());

    await cloudFormation.send(renamed.delete(answer.PhysicalResourceId));

    expect(await seen.distributions()).toEqual([]);
    expect(await seen.records(DOMAIN)).toEqual(records);
  });
});

test('takes over the edge that the scheduled look made, and takes it down again with its stack', async () => {
  seed(aws, estateOf());
  const records = await seen.records(DOMAIN);
  await reconciler.converge(wanted(DOMAIN));
  const before = await edgeNow();
  const resource = resourceOf();

  const created = await cloudFormation.send(resource.create());
  const after = await edgeNow();
  const deleted = await cloudFormation.send(resource.delete(created.answer.PhysicalResourceId));

  expect(created.answer.Status).toBe('SUCCESS');
  expect(after).toEqual(before);
  expect(deleted.answer.Status).toBe('SUCCESS');
  expect(await seen.distributions()).toEqual([]);
  expect(await seen.records(DOMAIN)).toEqual(records);
});

test('refuses a distribution that another tool manages, and names the tool', async () => {
  seed(aws, frontedEstate(distributionOf({}, { 'managed-by': 'terraform' })));

  const { answer, writes } = await cloudFormation.send(resourceOf().create());

  expect(answer.Status).toBe('FAILED');
  expect(answer.Reason).toContain('is managed by Terraform');
  expect(writes).toEqual([]);
});
