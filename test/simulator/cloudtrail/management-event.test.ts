import {
  CloudFrontClient,
  CreateDistributionCommand,
  GetDistributionCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { ManagementEvent } from '../../../simulator/cloudtrail/management-event.ts';
import { declareRole } from '../../../simulator/sts/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { distributionConfig } from '../cloudfront/distribution-config.ts';
import { Bucket, declareReports, s3 } from '../s3/s3-world.ts';

const events: ManagementEvent[] = [];
const aws = useSimulatedAws({ onManagementEvent: (event) => events.push(event) });
const ROLE = 'arn:aws:iam::222222222222:role/secure-api-edge-writer';

beforeEach(() => {
  events.length = 0;
});

function createZone(Name: string) {
  return aws
    .client(Route53Client, { region: 'eu-west-1' })
    .send(new CreateHostedZoneCommand({ Name, CallerReference: Name }));
}

test('tells a write as EventBridge delivers it, in us-east-1 for a global service', async () => {
  const { $metadata, HostedZone } = await createZone('example.com');

  const [event] = events;
  expect(event).toMatchObject({
    version: '0',
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.route53',
    account: '111111111111',
    time: '2026-01-01T00:00:00Z',
    region: 'us-east-1',
    detail: {
      eventSource: 'route53.amazonaws.com',
      eventName: 'CreateHostedZone',
      awsRegion: 'us-east-1',
      requestParameters: { name: 'example.com', callerReference: 'example.com' },
      responseElements: { hostedZone: { id: HostedZone?.Id } },
      requestID: $metadata.requestId,
      readOnly: false,
      managementEvent: true,
      eventType: 'AwsApiCall',
      recipientAccountId: '111111111111',
    },
  });
  expect(event?.detail.userAgent).toContain('aws-sdk-js');
  expect(event?.detail).not.toHaveProperty('errorCode');
});

test('writes members as CloudTrail does, and dates as it does', async () => {
  const client = aws.client(CloudFrontClient);
  const DistributionConfig = distributionConfig();

  const { Distribution } = await client.send(new CreateDistributionCommand({ DistributionConfig }));

  const [created] = events;
  expect(created?.detail.requestParameters).toMatchObject({
    distributionConfig: {
      callerReference: DistributionConfig.CallerReference,
      origins: { items: [{ customOriginConfig: { hTTPSPort: 443, originSslProtocols: { items: ['TLSv1.2'] } } }] },
    },
  });
  expect(created?.detail.responseElements).toMatchObject({
    distribution: { aRN: Distribution?.ARN, lastModifiedTime: 'Jan 1, 2026 12:00:00 AM' },
  });
});

test('tells a refused write with its code, and no read', async () => {
  const client = aws.client(CloudFrontClient);
  const DistributionConfig = distributionConfig();

  await expect(client.send(new GetDistributionCommand({ Id: 'E1' }))).rejects.toThrow();
  await expect(client.send(new UpdateDistributionCommand({ Id: 'E1', DistributionConfig }))).rejects.toThrow();

  expect(events.map(({ detail }) => [detail.eventName, detail.errorCode, detail.responseElements])).toEqual([
    ['UpdateDistribution', 'NoSuchDistribution', null],
  ]);
});

test('tells a throttled write, and one whose answer got lost', async () => {
  aws.simulator.faults.add([
    { kind: 'throttle', operation: 'CreateHostedZone' },
    { kind: 'timeout-after-effect', operation: 'CreateHostedZone', nth: 2 },
    { kind: 'disconnect-before-effect', operation: 'CreateHostedZone', nth: 3 },
  ]);

  for (const name of ['a.example', 'b.example', 'c.example']) await expect(createZone(name)).rejects.toThrow();

  expect(events.map(({ detail }) => [detail.errorCode, detail.requestParameters])).toMatchObject([
    ['Throttling', { name: 'a.example' }],
    [undefined, { name: 'b.example' }],
  ]);
});

test('hides what is secret', async () => {
  await aws.client(SecretsManagerClient).send(new CreateSecretCommand({ Name: 'origin', SecretString: 'hush' }));

  const [event] = events;
  expect(event?.detail.requestParameters).toMatchObject({ name: 'origin' });
  expect(JSON.stringify(event)).not.toContain('hush');
});

test('says nothing of data that is written', async () => {
  declareReports(aws);

  await s3(aws).send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));

  expect(events).toEqual([]);
});

describe('user identity', () => {
  test('is the user of the account', async () => {
    await createZone('example.com');

    expect(events[0]?.detail.userIdentity).toEqual({
      type: 'IAMUser',
      principalId: 'AIDASIMULATEDUSER0001',
      arn: 'arn:aws:iam::111111111111:user/simulator',
      accountId: '111111111111',
      accessKeyId: '111111111111',
      userName: 'simulator',
    });
  });

  test('is an assumed role with the name of its session', async () => {
    declareRole(aws.simulator.world, { arn: ROLE });
    const { Credentials: { AccessKeyId = '', SecretAccessKey = '', SessionToken } = {} } = await aws
      .client(STSClient)
      .send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'sweep-42' }));
    aws.simulator.clock.advance(60);
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };

    await aws
      .client(Route53Client, { credentials })
      .send(new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: '1' }));

    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ account: '222222222222', detail: { recipientAccountId: '222222222222' } });
    expect(events[0]?.detail.userIdentity).toMatchObject({
      type: 'AssumedRole',
      arn: 'arn:aws:sts::222222222222:assumed-role/secure-api-edge-writer/sweep-42',
      accountId: '222222222222',
      sessionContext: {
        sessionIssuer: { type: 'Role', arn: ROLE, userName: 'secure-api-edge-writer' },
        attributes: { creationDate: '2026-01-01T00:00:00Z' },
      },
    });
  });
});
