/** Guards against: a name that points at nothing, leftovers after a delete, a stack that cannot be deleted, an answer about what was not done. */
import { ApiGatewayV2Client, DeleteDomainNameCommand } from '@aws-sdk/client-apigatewayv2';
import { ChangeResourceRecordSetsCommand, ListHostedZonesCommand, Route53Client } from '@aws-sdk/client-route-53';
import type { RecordEstate } from '../../../simulator/estates/estate.ts';
import { resourceOf } from '../../support/cloudformation-events.ts';
import {
  ALIAS_TO_API,
  ALIAS_TO_DISTRIBUTION,
  DOMAIN,
  distributionOf,
  estateOf,
  frontedEstate,
  seed,
} from '../../support/estates.ts';
import { customPolicies } from '../../support/header-policies.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { useCloudFormation } from '../../support/simulated-cloudformation.ts';

const aws = useSimulatedAws();
const cloudFormation = useCloudFormation(aws);
const seen = lookAtAws(aws);

async function created(properties: Readonly<Record<string, unknown>> = {}) {
  const resource = resourceOf();
  const { answer } = await cloudFormation.send(resource.create(properties));
  expect(answer.Status).toBe('SUCCESS');
  return { resource, physicalId: answer.PhysicalResourceId };
}

const BEFORE: readonly { title: string; records: readonly RecordEstate[] }[] = [
  { title: 'nothing', records: [] },
  { title: 'an alias record', records: [ALIAS_TO_API] },
  { title: 'a CNAME', records: [{ name: DOMAIN, type: 'CNAME', ttl: 120, values: [{ apiDomain: DOMAIN }] }] },
];

test.each(BEFORE)('puts back $title, and leaves no distribution and no policy', async ({ records }) => {
  seed(aws, estateOf({ records }));
  const before = await seen.records(DOMAIN);
  const { resource, physicalId } = await created({ Hsts: 300 });
  expect(await customPolicies(aws)).toHaveLength(2);

  const { answer } = await cloudFormation.send(resource.delete(physicalId, { Hsts: 300 }));

  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: physicalId });
  expect(answer.Data).toBeUndefined();
  expect(await seen.records(DOMAIN)).toEqual(before);
  expect(await seen.distributions()).toEqual([]);
  expect(await customPolicies(aws)).toEqual([]);
});

test('succeeds a second time, without a write', async () => {
  seed(aws, estateOf());
  const { resource, physicalId } = await created();
  const event = resource.delete(physicalId);
  await cloudFormation.send(event);

  const again = await cloudFormation.send(event);

  expect(again.answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: physicalId });
  expect(again.writes).toEqual([]);
});

test('succeeds at the same time as its own second delivery', async () => {
  seed(aws, estateOf());
  const { resource, physicalId } = await created();

  const both = await Promise.all([
    cloudFormation.send(resource.delete(physicalId)),
    cloudFormation.send(resource.delete(physicalId)),
  ]);

  expect(both.map(({ answer }) => answer.Status)).toEqual(['SUCCESS', 'SUCCESS']);
  expect(await seen.distributions()).toEqual([]);
});

test('succeeds for a name whose API domain the same stack has deleted', async () => {
  seed(aws, estateOf());
  const { resource, physicalId } = await created();
  await aws
    .client(ApiGatewayV2Client, { region: 'eu-west-1' })
    .send(new DeleteDomainNameCommand({ DomainName: DOMAIN }));

  const { answer } = await cloudFormation.send(resource.delete(physicalId));

  expect(answer.Status).toBe('SUCCESS');
  expect(await seen.records(DOMAIN)).toEqual([]);
  expect(await seen.distributions()).toEqual([]);
});

test('releases the name and the certificate, so that the stack can delete them too', async () => {
  seed(aws, estateOf());
  const { resource, physicalId } = await created();
  await cloudFormation.send(resource.delete(physicalId));

  const again = await cloudFormation.send(resourceOf({ logicalId: 'Another' }).create());

  expect(again.answer.Status).toBe('SUCCESS');
});

test('leaves everything in place where OnDelete is retain', async () => {
  seed(aws, estateOf());
  const { resource, physicalId } = await created({ OnDelete: 'retain' });
  const [edge] = await seen.distributions();
  const config = await seen.config(edge!.id);

  const { answer } = await cloudFormation.send(resource.delete(physicalId, { OnDelete: 'retain' }));

  expect(answer.Status).toBe('SUCCESS');
  expect(await seen.config(edge!.id)).toEqual(config);
  expect(await seen.records(DOMAIN)).toEqual([`A ${edge!.domainName}`, `AAAA ${edge!.domainName}`]);
});

test('leaves a distribution that was there before the stack, without the tags of this tool', async () => {
  seed(aws, frontedEstate(distributionOf({}, { team: 'shop' })));
  const { resource, physicalId } = await created();
  const [edge] = await seen.distributions();

  const { answer } = await cloudFormation.send(resource.delete(physicalId));

  expect(answer.Status).toBe('SUCCESS');
  expect(await seen.config(edge!.id)).toMatchObject({ Enabled: true, Aliases: { Items: [DOMAIN] } });
  expect(await seen.tags(edge!.arn)).toEqual({ team: 'shop' });
  expect(await seen.records(DOMAIN)).toEqual([`A ${edge!.domainName}`, `AAAA ${edge!.domainName}`]);
});

test('deletes whatever its properties say, also when they were never valid', async () => {
  seed(aws, estateOf());
  const { resource, physicalId } = await created();

  const { answer } = await cloudFormation.send(resource.delete(physicalId, { Hsts: 'often', Unheard: 'of' }));

  expect(answer.Status).toBe('SUCCESS');
  expect(await seen.distributions()).toEqual([]);
});

test('fails and says why when the records cannot be read, and changes nothing', async () => {
  seed(aws, estateOf());
  const { resource, physicalId } = await created();
  aws.simulator.faults.add({ kind: 'access-denied', operation: 'ListResourceRecordSets', times: 'always' });

  const { answer, writes } = await cloudFormation.send(resource.delete(physicalId));

  expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: physicalId });
  expect(answer.Reason).toContain('Route53 ListResourceRecordSets: AccessDenied');
  expect(writes).toEqual([]);
});

test.each([
  { title: 'some of its records', removed: ['AAAA'] },
  { title: 'all of its records', removed: ['A', 'AAAA'] },
])('puts back what stood there before, although somebody had removed $title meanwhile', async ({ removed }) => {
  seed(aws, estateOf());
  const before = await seen.records(DOMAIN);
  const { resource, physicalId } = await created();
  await removeByHand(removed);
  await cloudFormation.send(resource.update(physicalId, { Hsts: 300 }));

  const { answer } = await cloudFormation.send(resource.delete(physicalId));

  expect(answer.Status).toBe('SUCCESS');
  expect(await seen.records(DOMAIN)).toEqual(before);
});

test('leaves the record of a distribution that was there before the stack, which lacked the other', async () => {
  const [a] = ALIAS_TO_DISTRIBUTION;
  seed(aws, estateOf({ distributions: { edge: distributionOf() }, records: [a!] }));
  const before = await seen.records(DOMAIN);
  const { resource, physicalId } = await created();

  const { answer } = await cloudFormation.send(resource.delete(physicalId));

  expect(answer.Status).toBe('SUCCESS');
  expect(await seen.records(DOMAIN)).toEqual(expect.arrayContaining([...before]));
});

async function removeByHand(types: readonly string[]): Promise<void> {
  const client = aws.client(Route53Client);
  const { HostedZones } = await client.send(new ListHostedZonesCommand());
  const [edge] = await seen.distributions();
  const Changes = types.map((Type) => ({
    Action: 'DELETE' as const,
    ResourceRecordSet: {
      Name: DOMAIN,
      Type: Type as 'A',
      AliasTarget: { DNSName: edge!.domainName, HostedZoneId: 'Z2FDTNDATAQYW2', EvaluateTargetHealth: false },
    },
  }));
  await client.send(
    new ChangeResourceRecordSetsCommand({ HostedZoneId: HostedZones![0]!.Id, ChangeBatch: { Changes } }),
  );
}
