/** Guards against: a replacement where a correction was due, writes without a change, TLS weakened unasked or not lowered when asked. */
import { CloudFrontClient, CreateDistributionCommand, TagResourceCommand } from '@aws-sdk/client-cloudfront';
import { cloudFront } from '../../../simulator/cloudfront/state.ts';
import { resourceOf } from '../../support/cloudformation-events.ts';
import { ACCOUNT, API_BEHAVIOR, DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { customPolicies } from '../../support/header-policies.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { useCloudFormation } from '../../support/simulated-cloudformation.ts';

const aws = useSimulatedAws();
const cloudFormation = useCloudFormation(aws);
const seen = lookAtAws(aws);

type Properties = Readonly<Record<string, unknown>>;

/** An edge that a stack made; gives what its later requests need. */
async function created(properties: Properties = {}) {
  seed(aws, estateOf());
  const resource = resourceOf();
  const { answer } = await cloudFormation.send(resource.create(properties));
  expect(answer.Status).toBe('SUCCESS');
  const [edge] = await seen.distributions();
  return { resource, physicalId: answer.PhysicalResourceId, attributes: answer.Data!, edge: edge! };
}

test('changes a policy setting in place, and nothing else', async () => {
  const { resource, physicalId, attributes, edge } = await created();
  const before = await seen.config(edge.id);
  const changed = { ViewerProtocolPolicy: 'https-only', MinimumProtocolVersion: 'TLSv1.2_2025' };

  const { answer } = await cloudFormation.send(resource.update(physicalId, changed));

  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: physicalId, Data: attributes });
  expect(await seen.config(edge.id)).toEqual({
    ...before,
    DefaultCacheBehavior: { ...before.DefaultCacheBehavior, ViewerProtocolPolicy: 'https-only' },
    ViewerCertificate: { ...before.ViewerCertificate, MinimumProtocolVersion: 'TLSv1.2_2025' },
  });
  expect(await seen.records(DOMAIN)).toEqual([`A ${edge.domainName}`, `AAAA ${edge.domainName}`]);
});

test('deletes the policies that it replaced, and none that another distribution uses', async () => {
  const { resource, physicalId } = await created({ Hsts: 300, AllowedHeaders: ['X-Tenant'] });
  const [headers, hsts] = await customPolicies(aws);
  await useElsewhere(hsts!);

  await cloudFormation.send(resource.update(physicalId, { Hsts: 600 }, { Hsts: 300, AllowedHeaders: ['X-Tenant'] }));

  const policies = await customPolicies(aws);
  expect(policies).not.toContain(headers);
  expect(policies).toEqual(expect.arrayContaining([hsts, 'secure-api-edge-hsts-600']));
});

test.each([
  { kind: 'access-denied', times: 'always', becomes: 'left' },
  { kind: 'throttle', times: 3, becomes: 'deleted' },
  { kind: 'throttle', times: 'always', becomes: 'left' },
] as const)('is no failure where its clean-up meets $kind, $times', async ({ kind, times, becomes }) => {
  const { resource, physicalId } = await created({ AllowedHeaders: ['X-One'] });
  const [replaced] = await customPolicies(aws);
  aws.simulator.faults.add({ kind, operation: 'DeleteOriginRequestPolicy', times });

  const { answer } = await cloudFormation.send(
    resource.update(physicalId, { AllowedHeaders: ['X-Two'] }, { AllowedHeaders: ['X-One'] }),
  );

  expect(answer.Status).toBe('SUCCESS');
  expect((await customPolicies(aws)).includes(replaced!)).toBe(becomes === 'left');
});

/** Another distribution of the account answers with this response headers policy. */
async function useElsewhere(name: string): Promise<void> {
  const { distributions, responseHeadersPolicies } = aws.simulator.world.state(cloudFront, ACCOUNT);
  const [policy] = [...responseHeadersPolicies.values()].filter(({ config }) => config.Name === name);
  const [made] = [...distributions.values()];
  const other = structuredClone(made!.config);
  const { OriginRequestPolicyId } = API_BEHAVIOR;
  const behavior = { ...other.DefaultCacheBehavior!, OriginRequestPolicyId, ResponseHeadersPolicyId: policy!.id };
  const config = {
    ...other,
    CallerReference: 'theirs',
    Aliases: { Quantity: 0 },
    ViewerCertificate: { CloudFrontDefaultCertificate: true },
    DefaultCacheBehavior: behavior,
  };
  await aws.client(CloudFrontClient).send(new CreateDistributionCommand({ DistributionConfig: config }));
}

test('answers once the change is Deployed', async () => {
  const { resource, physicalId, edge } = await created();

  const { answer, seconds } = await cloudFormation.send(
    resource.update(physicalId, { ViewerProtocolPolicy: 'https-only' }),
  );

  expect(answer.Status).toBe('SUCCESS');
  expect((await seen.distributions()).find(({ id }) => id === edge.id)!.status).toBe('Deployed');
  expect(seconds).toBeGreaterThanOrEqual(300);
});

test('writes nothing when nothing changed', async () => {
  const properties = { Hsts: 300, AllowedHeaders: ['X-Tenant', 'traceparent'], Tags: { team: 'payments' } };
  const { resource, physicalId, attributes } = await created(properties);

  const { answer, writes } = await cloudFormation.send(resource.update(physicalId, properties, properties));

  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: physicalId, Data: attributes });
  expect(writes).toEqual([]);
});

test('writes nothing when only the spelling changed', async () => {
  const { resource, physicalId } = await created({ AllowedHeaders: ['X-Tenant', 'traceparent'] });

  const { answer, writes } = await cloudFormation.send(
    resource.update(physicalId, {
      DomainName: `${DOMAIN.toUpperCase()}.`,
      AllowedHeaders: 'TraceParent, x-tenant',
      ServiceTimeout: 1200,
    }),
  );

  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: physicalId });
  expect(writes).toEqual([]);
});

test('says in ForwardedHeaders what the changed policy forwards', async () => {
  const { resource, physicalId, attributes } = await created();

  const { answer } = await cloudFormation.send(resource.update(physicalId, { AllowedHeaders: ['traceparent'] }));

  const listed = (text: string) => new Set(text.split(','));
  expect(listed(answer.Data!.ForwardedHeaders!)).toEqual(
    new Set([...listed(attributes.ForwardedHeaders!), 'traceparent']),
  );
});

test('corrects what somebody changed by hand, although the template is the same', async () => {
  const { resource, physicalId, edge } = await created();
  await seen.editByHand(edge.id, (config) =>
    Object.assign(config.DefaultCacheBehavior!, { ViewerProtocolPolicy: 'allow-all' }),
  );

  const { answer } = await cloudFormation.send(resource.update(physicalId, { Tags: { team: 'payments' } }));

  expect(answer.Status).toBe('SUCCESS');
  expect((await seen.config(edge.id)).DefaultCacheBehavior!.ViewerProtocolPolicy).toBe('redirect-to-https');
  expect(await seen.tags(edge.arn)).toMatchObject({ team: 'payments' });
});

test('takes a setting back that the template no longer names', async () => {
  const { resource, physicalId, edge } = await created({ Hsts: 300 });

  const { answer } = await cloudFormation.send(resource.update(physicalId, {}, { Hsts: 300 }));

  expect(answer.Status).toBe('SUCCESS');
  expect((await seen.config(edge.id)).DefaultCacheBehavior!.ResponseHeadersPolicyId ?? '').toBe('');
});

test('keeps its edge, and its id, when the new properties are refused', async () => {
  const { resource, physicalId, edge } = await created();
  const before = await seen.config(edge.id);

  const { answer, writes } = await cloudFormation.send(
    resource.update(physicalId, { MinimumProtocolVersion: 'TLSv1' }),
  );

  expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: physicalId });
  expect(writes).toEqual([]);
  expect(await seen.config(edge.id)).toEqual(before);
});

describe('MinimumProtocolVersion', () => {
  const STRICT = { MinimumProtocolVersion: 'TLSv1.3_2025' };

  async function minimum(id: string) {
    return (await seen.config(id)).ViewerCertificate!.MinimumProtocolVersion;
  }

  test('is lowered where the stack had raised it', async () => {
    const { resource, physicalId, edge } = await created(STRICT);
    expect(await minimum(edge.id)).toBe('TLSv1.3_2025');

    const { answer } = await cloudFormation.send(
      resource.update(physicalId, { MinimumProtocolVersion: 'TLSv1.2_2021' }, STRICT),
    );

    expect(answer.Status).toBe('SUCCESS');
    expect(await minimum(edge.id)).toBe('TLSv1.2_2021');
  });

  test('is lowered although CloudFront refused the update once', async () => {
    const { resource, physicalId, edge } = await created(STRICT);
    aws.simulator.faults.add({ kind: 'throttle', operation: 'UpdateDistribution' });

    const { answer } = await cloudFormation.send(resource.update(physicalId, {}, STRICT));

    expect(answer.Status).toBe('SUCCESS');
    expect(await minimum(edge.id)).toBe('TLSv1.2_2021');
  });

  test('is not weakened where somebody had raised it by hand', async () => {
    const { resource, physicalId, edge } = await created();
    await seen.editByHand(edge.id, (config) =>
      Object.assign(config.ViewerCertificate!, { MinimumProtocolVersion: 'TLSv1.3_2025' }),
    );

    const { answer } = await cloudFormation.send(resource.update(physicalId, { Hsts: 300 }));

    expect(answer.Status).toBe('SUCCESS');
    expect(await minimum(edge.id)).toBe('TLSv1.3_2025');
  });
});

test("a tag that the template no longer names goes, and somebody's stays", async () => {
  const before = { Tags: { team: 'payments', cost: 'edge' } };
  const { resource, physicalId, edge } = await created(before);
  const theirs = { Items: [{ Key: 'audited', Value: 'yes' }] };
  await aws.client(CloudFrontClient).send(new TagResourceCommand({ Resource: edge.arn, Tags: theirs }));

  const { answer } = await cloudFormation.send(resource.update(physicalId, { Tags: { team: 'orders' } }, before));

  expect(answer.Status).toBe('SUCCESS');
  const tags = await seen.tags(edge.arn);
  expect(tags).toMatchObject({ team: 'orders', audited: 'yes' });
  expect(tags).not.toHaveProperty('cost');
});
