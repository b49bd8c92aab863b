/** Guards against: a changed DomainName that breaks the old name before the new one serves, an old edge left behind, a rollback that loses both. */
import { resourceOf } from '../../support/cloudformation-events.ts';
import { DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { useCloudFormation } from '../../support/simulated-cloudformation.ts';

const aws = useSimulatedAws();
const cloudFormation = useCloudFormation(aws);
const seen = lookAtAws(aws);

const OTHER = 'orders.example.com';
const OLD = { DomainName: DOMAIN };
const NEW = { DomainName: OTHER };

/** Two API domains; the resource fronts the first. */
async function created() {
  const names = [DOMAIN, OTHER];
  const apiDomains = names.map((name) => ({
    name,
    region: 'eu-west-1',
    certificate: 'regional',
    mappings: [{ api: 'shop' }],
  }));
  const certificates = { edge: { region: 'us-east-1', names }, regional: { region: 'eu-west-1', names } };
  seed(
    aws,
    estateOf({
      account: { apiDomains, certificates },
      records: names.map((name) => ({ name, type: 'A', alias: { apiDomain: name } })),
    }),
  );
  const before = { [DOMAIN]: await seen.records(DOMAIN), [OTHER]: await seen.records(OTHER) };
  const resource = resourceOf();
  const { answer } = await cloudFormation.send(resource.create(OLD));
  expect(answer.Status).toBe('SUCCESS');
  return { resource, physicalId: answer.PhysicalResourceId, before };
}

async function servedBy(name: string): Promise<string> {
  const edge = (await seen.distributions()).find(({ aliases }) => aliases.includes(name));
  expect(edge?.status).toBe('Deployed');
  return edge!.domainName;
}

async function expectServed(name: string): Promise<void> {
  const target = await servedBy(name);
  expect(await seen.records(name)).toEqual([`A ${target}`, `AAAA ${target}`]);
}

test('serves the new name under a new id, beside the old one', async () => {
  const { resource, physicalId } = await created();

  const { answer } = await cloudFormation.send(resource.update(physicalId, NEW, OLD));

  expect(answer).toMatchObject({ Status: 'SUCCESS', Data: { DomainName: OTHER } });
  expect(answer.PhysicalResourceId).not.toBe(physicalId);
  await expectServed(OTHER);
  await expectServed(DOMAIN);
});

test('cleans the old edge with the Delete that follows, and leaves the new one as it is', async () => {
  const { resource, physicalId, before } = await created();
  await cloudFormation.send(resource.update(physicalId, NEW, OLD));

  const { answer } = await cloudFormation.send(resource.delete(physicalId, OLD));

  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: physicalId });
  expect(await seen.records(DOMAIN)).toEqual(before[DOMAIN]);
  expect((await seen.distributions()).map(({ aliases }) => aliases)).toEqual([[OTHER]]);
  await expectServed(OTHER);
});

test('goes back to the old id in a rollback, whose Delete takes the new edge away', async () => {
  const { resource, physicalId, before } = await created();
  const updated = await cloudFormation.send(resource.update(physicalId, NEW, OLD));
  const newId = updated.answer.PhysicalResourceId;

  const rollback = await cloudFormation.send(resource.update(newId, OLD, NEW));
  const cleanUp = await cloudFormation.send(resource.delete(newId, NEW));

  expect(rollback.answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: physicalId });
  expect(rollback.writes).toEqual([]);
  expect(cleanUp.answer.Status).toBe('SUCCESS');
  expect(await seen.records(OTHER)).toEqual(before[OTHER]);
  await expectServed(DOMAIN);
});

test('cleans up after an update to a name that could not be made, and keeps the old edge', async () => {
  const { resource, physicalId, before } = await created();
  aws.simulator.faults.add({ kind: 'access-denied', operation: 'ChangeResourceRecordSets' });

  const failed = await cloudFormation.send(resource.update(physicalId, NEW, OLD));
  const newId = failed.answer.PhysicalResourceId;
  const rollback = await cloudFormation.send(resource.update(newId, OLD, NEW));
  const cleanUp = await cloudFormation.send(resource.delete(newId, NEW));

  expect(failed.answer.Status).toBe('FAILED');
  expect(newId).not.toBe(physicalId);
  expect(rollback.answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: physicalId });
  expect(cleanUp.answer.Status).toBe('SUCCESS');
  expect((await seen.distributions()).map(({ aliases }) => aliases)).toEqual([[DOMAIN]]);
  expect(await seen.records(OTHER)).toEqual(before[OTHER]);
  await expectServed(DOMAIN);
});
