import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { ApiGatewayV2Client, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import {
  CloudFrontClient,
  CreateOriginRequestPolicyCommand,
  DeleteDistributionCommand,
  ListOriginRequestPoliciesCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-cloudfront';
import { ListHostedZonesCommand, Route53Client } from '@aws-sdk/client-route-53';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { resourceTags } from '../../../simulator/core/resource-tags.ts';
import type { PermissionRequest } from '../../../simulator/iam/authorize.ts';
import { declareRole } from '../../../simulator/sts/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const ROLE = 'arn:aws:iam::111111111111:role/reader';
const DISTRIBUTION = 'arn:aws:cloudfront::111111111111:distribution/E1';

const asked: PermissionRequest[] = [];
const allowed = new Set<string>();
const aws = useSimulatedAws({
  async authorize(request) {
    asked.push(request);
    return allowed.has(request.action);
  },
});
beforeEach(() => {
  asked.length = 0;
  allowed.clear();
});

describe('validation', () => {
  test.each([
    ['cloudfront:ListTagsForResource', 'AccessDenied', DISTRIBUTION, () => listTags()],
    [
      'route53:ListHostedZones',
      'AccessDenied',
      '*',
      () => aws.client(Route53Client).send(new ListHostedZonesCommand()),
    ],
    [
      'acm:ListCertificates',
      'AccessDeniedException',
      '*',
      () => aws.client(ACMClient).send(new ListCertificatesCommand({})),
    ],
    [
      'apigateway:GET',
      'AccessDeniedException',
      'arn:aws:apigateway:eu-west-1::/apis',
      () => aws.client(ApiGatewayV2Client, { region: 'eu-west-1' }).send(new GetApisCommand({})),
    ],
  ])('refuses %s with %s and the sentence of AWS', async (action, name, resource, send) => {
    await expect(send()).rejects.toMatchObject({
      name,
      message:
        `User: arn:aws:iam::111111111111:user/simulator is not authorized to perform: ${action} on resource: ${resource} ` +
        `because no identity-based policy allows the ${action} action`,
      $metadata: { httpStatusCode: 403 },
    });
  });

  test('refuses before the operation looks at the request', async () => {
    const missing = new DeleteDistributionCommand({ Id: 'EMISSING', IfMatch: 'E1' });

    await expect(aws.client(CloudFrontClient).send(missing)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('refuses a write without doing it', async () => {
    allowed.add('cloudfront:ListOriginRequestPolicies');

    await expect(createPolicy()).rejects.toMatchObject({ name: 'AccessDenied' });

    const { OriginRequestPolicyList } = await aws
      .client(CloudFrontClient)
      .send(new ListOriginRequestPoliciesCommand({ Type: 'custom' }));
    expect(OriginRequestPolicyList!.Items ?? []).toEqual([]);
  });

  test('refuses a session by the name that it has', async () => {
    const credentials = await assumeRole();

    await expect(aws.client(ACMClient, { credentials }).send(new ListCertificatesCommand({}))).rejects.toMatchObject({
      message: expect.stringContaining('User: arn:aws:sts::111111111111:assumed-role/reader/test is not authorized'),
    });
  });
});

describe('behavior', () => {
  test('runs what is allowed', async () => {
    allowed.add('cloudfront:CreateOriginRequestPolicy');

    const { OriginRequestPolicy } = await createPolicy();

    expect(OriginRequestPolicy!.Id).toBeDefined();
  });

  test('asks about the role of a session, in the Region of the request', async () => {
    const credentials = await assumeRole();
    allowed.add('acm:ListCertificates');

    await aws.client(ACMClient, { credentials, region: 'eu-west-1' }).send(new ListCertificatesCommand({}));

    expect(asked.at(-1)).toEqual({
      principal: ROLE,
      account: '111111111111',
      action: 'acm:ListCertificates',
      resource: '*',
      context: { 'aws:PrincipalArn': ROLE, 'aws:RequestedRegion': 'eu-west-1' },
    });
  });

  test('tells the tags that a resource carries', async () => {
    const tags = new Map([['secure-api-edge:owner', 'remediator']]);
    aws.simulator.world.state(resourceTags, '111111111111').set(DISTRIBUTION, tags);

    await listTags().catch(() => {});

    expect(asked.at(-1)!.context).toMatchObject({ 'aws:ResourceTag/secure-api-edge:owner': 'remediator' });
  });

  test('asks nobody who may ask who they are', async () => {
    const { Account } = await aws.client(STSClient).send(new GetCallerIdentityCommand({}));

    expect(Account).toBe('111111111111');
    expect(asked).toEqual([]);
  });
});

function listTags() {
  return aws.client(CloudFrontClient).send(new ListTagsForResourceCommand({ Resource: DISTRIBUTION }));
}

function createPolicy() {
  const OriginRequestPolicyConfig = {
    Name: 'everything',
    HeadersConfig: { HeaderBehavior: 'allViewer' },
    CookiesConfig: { CookieBehavior: 'all' },
    QueryStringsConfig: { QueryStringBehavior: 'all' },
  } as const;
  return aws.client(CloudFrontClient).send(new CreateOriginRequestPolicyCommand({ OriginRequestPolicyConfig }));
}

async function assumeRole() {
  declareRole(aws.simulator.world, { arn: ROLE });
  allowed.add('sts:AssumeRole');
  const { Credentials } = await aws
    .client(STSClient)
    .send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'test' }));
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!;
  return { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken! };
}
