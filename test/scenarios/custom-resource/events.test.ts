/** Guards against: events of `events/` that nobody can try any more, because what they name exists in no estate. */

import type { CustomResourceRequest } from '../../../simulator/cloudformation/custom-resource-request.ts';
import { readEstate } from '../../../simulator/estates/read-estate.ts';
import { type SampleName, sampleEvent, sampleNames } from '../../functions/custom-resource/sample-event.ts';
import { seed } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { useCloudFormation } from '../../support/simulated-cloudformation.ts';

const aws = useSimulatedAws();
const cloudFormation = useCloudFormation(aws);
const seen = lookAtAws(aws);

const API = 'api.example.com';
const ORDERS = 'orders.example.com';

/** As CloudFormation would deliver the file, address and all. */
async function deliver(name: SampleName) {
  const event: unknown = sampleEvent(name);
  return (await cloudFormation.send(event as CustomResourceRequest)).answer;
}

async function edgeOf(name: string) {
  return (await seen.distributions()).find(({ aliases }) => aliases.includes(name));
}

test.each(sampleNames() as SampleName[])(
  'events/%s.json succeeds on the demo estate, whatever was before',
  async (name) => {
    seed(aws, readEstate('demo'));

    expect(await deliver(name)).toMatchObject({ Status: 'SUCCESS', RequestId: sampleEvent(name).RequestId });
  },
);

test('the events tell the life of one resource, one after the other', async () => {
  seed(aws, readEstate('demo'));
  const before = { api: await seen.records(API), orders: await seen.records(ORDERS) };
  const { PhysicalResourceId } = sampleEvent('delete');

  const created = await deliver('create');
  expect(created).toMatchObject({ PhysicalResourceId, Data: { DomainName: API } });
  expect(created.Data!.ForwardedHeaders).toMatch(/traceparent.*x-tenant/);

  expect(await deliver('update-policy')).toMatchObject({ PhysicalResourceId, Data: created.Data });
  expect(await seen.config((await edgeOf(API))!.id)).toMatchObject({
    DefaultCacheBehavior: { ViewerProtocolPolicy: 'https-only' },
    ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2025' },
  });

  const renamed = await deliver('update-domain');
  const listed = expect.stringMatching(/traceparent,x-api-key,x-request-id,x-tenant$/);
  expect(renamed.Data).toMatchObject({ DomainName: ORDERS, ForwardedHeaders: listed });
  expect(renamed.PhysicalResourceId).not.toBe(PhysicalResourceId);

  expect(await deliver('delete')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId });
  expect(await edgeOf(API)).toBeUndefined();
  expect(await edgeOf(ORDERS)).toMatchObject({ id: renamed.Data!.DistributionId });
  expect(await seen.records(API)).toEqual(before.api);

  expect(await deliver('delete-after-failed-create')).toMatchObject({ Status: 'SUCCESS' });
  expect(await edgeOf(ORDERS)).toBeUndefined();
  expect(await seen.records(ORDERS)).toEqual(before.orders);
});
