/** Guards against: SUCCESS before the edge serves, attributes that are not true, a second distribution from a request that came twice. */
import {
  CloudFrontClient,
  GetDistributionCommand,
  GetOriginRequestPolicyCommand,
  GetResponseHeadersPolicyCommand,
} from '@aws-sdk/client-cloudfront';
import { cloudFront } from '../../../simulator/cloudfront/state.ts';
import { resourceOf } from '../../support/cloudformation-events.ts';
import { ACCOUNT, ALIAS_TO_API, DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { useCloudFormation } from '../../support/simulated-cloudformation.ts';

const aws = useSimulatedAws();
const cloudFormation = useCloudFormation(aws);
const seen = lookAtAws(aws);

const RECORDS = [
  { title: 'without a record', records: [] },
  { title: 'with an alias record to the API', records: [ALIAS_TO_API] },
];

test.each(RECORDS)('answers for a domain $title once it is served, and says what is true', async ({ records }) => {
  seed(aws, estateOf({ records }));

  const { answer } = await cloudFormation.send(resourceOf().create({ AllowedHeaders: ['X-Tenant'] }));

  expect(answer.Status).toBe('SUCCESS');
  const { Distribution } = await aws
    .client(CloudFrontClient)
    .send(new GetDistributionCommand({ Id: answer.Data!.DistributionId }));
  const config = Distribution!.DistributionConfig!;
  expect(Distribution!.Status).toBe('Deployed');
  expect(answer.Data).toEqual({
    DistributionId: Distribution!.Id,
    DistributionArn: Distribution!.ARN,
    DistributionDomainName: Distribution!.DomainName,
    AliasHostedZoneId: 'Z2FDTNDATAQYW2',
    DomainName: DOMAIN,
    OriginDomainName: config.Origins!.Items![0]!.DomainName,
    ForwardedHeaders: (await forwardedHeaders(config.DefaultCacheBehavior!.OriginRequestPolicyId!)).join(','),
    CertificateArn: config.ViewerCertificate!.ACMCertificateArn,
  });
  expect(answer.Data!.ForwardedHeaders).toContain('x-tenant');
  expect(await seen.records(DOMAIN)).toEqual([`A ${Distribution!.DomainName}`, `AAAA ${Distribution!.DomainName}`]);
});

async function forwardedHeaders(policyId: string): Promise<readonly string[]> {
  const { OriginRequestPolicy } = await aws
    .client(CloudFrontClient)
    .send(new GetOriginRequestPolicyCommand({ Id: policyId }));
  return [...OriginRequestPolicy!.OriginRequestPolicyConfig!.HeadersConfig!.Headers!.Items!]
    .map((name) => name.toLowerCase())
    .sort();
}

test('forwards all headers where the owner asks for it, and says so', async () => {
  seed(aws, estateOf());

  const { answer } = await cloudFormation.send(resourceOf().create({ HeaderForwarding: 'all-viewer' }));

  expect(answer.Data).toMatchObject({ ForwardedHeaders: 'all' });
});

test('takes the text "false" for false', async () => {
  seed(aws, estateOf());

  const { answer } = await cloudFormation.send(
    resourceOf().create({ Hsts: { MaxAgeSeconds: 300, IncludeSubdomains: false, Preload: false } }),
  );

  const { DefaultCacheBehavior } = await seen.config(answer.Data!.DistributionId!);
  const { ResponseHeadersPolicy } = await aws
    .client(CloudFrontClient)
    .send(new GetResponseHeadersPolicyCommand({ Id: DefaultCacheBehavior!.ResponseHeadersPolicyId }));
  expect(
    ResponseHeadersPolicy!.ResponseHeadersPolicyConfig!.SecurityHeadersConfig!.StrictTransportSecurity,
  ).toMatchObject({
    AccessControlMaxAgeSec: 300,
    IncludeSubdomains: false,
    Preload: false,
  });
});

test('takes Hsts: off, which YAML makes false, for no HSTS', async () => {
  seed(aws, estateOf());

  const { answer } = await cloudFormation.send(resourceOf().create({ Hsts: false }));

  const { DefaultCacheBehavior } = await seen.config(answer.Data!.DistributionId!);
  expect(DefaultCacheBehavior!.ResponseHeadersPolicyId ?? '').toBe('');
});

test('sets a ramp up at its first step and answers, without waiting for the next', async () => {
  seed(aws, estateOf());

  const { answer } = await cloudFormation.send(resourceOf().create({ Hsts: 'ramp' }));

  expect(answer.Status).toBe('SUCCESS');
  expect(await seen.tags(answer.Data!.DistributionArn!)).toMatchObject({
    'secure-api-edge:hsts': 'ramp 604800',
    'secure-api-edge:hsts-step': '1',
    'secure-api-edge:hsts-since': expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
});

describe('a request that is delivered twice', () => {
  test('makes one distribution and gives the same answer, one after the other', async () => {
    seed(aws, estateOf());
    const event = resourceOf().create();

    const first = await cloudFormation.send(event);
    const second = await cloudFormation.send(event);

    expect(second.answer).toEqual(first.answer);
    expect(second.writes).toEqual([]);
    expect(await seen.distributions()).toHaveLength(1);
  });

  test('makes one distribution at the same time, too', async () => {
    seed(aws, estateOf());
    const resource = resourceOf();

    const both = await Promise.all([cloudFormation.send(resource.create()), cloudFormation.send(resource.create())]);

    const [first, second] = both.map(({ answer }) => answer);
    expect(first).toMatchObject({ Status: 'SUCCESS' });
    expect(second).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: first!.PhysicalResourceId,
      Data: first!.Data,
    });
    expect(await seen.distributions()).toHaveLength(1);
  });

  test('ends well after a delivery that Lambda cut off', async () => {
    seed(aws, estateOf());
    aws.simulator.world.state(cloudFront, ACCOUNT).deploymentSeconds = 1200;
    const event = resourceOf().create();

    const first = await cloudFormation.send(event);
    const second = await cloudFormation.send(event);

    expect(first.answer.Status).toBe('FAILED');
    expect(second.answer).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: first.answer.PhysicalResourceId,
    });
    expect(await seen.distributions()).toHaveLength(1);
  });
});
