/** Guards against: a mistake of this tool, or of somebody who got hold of one of its roles, that reaches what is not an edge's. */
import {
  ACMClient,
  AddTagsToCertificateCommand,
  DeleteCertificateCommand,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm';
import {
  CloudFrontClient,
  CreateDistributionCommand,
  CreateInvalidationCommand,
  DeleteDistributionCommand,
  type DistributionConfig,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import {
  type ChangeAction,
  ChangeResourceRecordSetsCommand,
  Route53Client,
  type RRType,
} from '@aws-sdk/client-route-53';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { assume, ROLES, type Role } from '../journeys/roles.ts';
import { createRoleJudge } from '../support/role-judge.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { statementsOf } from '../support/template-policies.ts';

const SECRETS = { OriginVerifySecretArns: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:edge/*' };
const ZONES = { ZoneRoleArns: 'arn:aws:iam::222222222222:role/secure-api-edge-zones' };
const judge = createRoleJudge({
  [ROLES.looking]: statementsOf('CustomResourceStepFunction', { ...SECRETS, ...ZONES }),
  [ROLES.detecting]: statementsOf('DriftRemediatorFunction', { Mode: 'detect' }),
});
const aws = useSimulatedAws({ authorize: judge.authorize });

type ClientType<T extends { destroy(): void }> = Parameters<typeof aws.client<T>>[0];

/** A client of one of the tool's own roles. */
function as<T extends { destroy(): void }>(role: Role, type: ClientType<T>, region = 'us-east-1'): T {
  return aws.client(type, { region, credentials: assume(role, aws) });
}

function looking<T extends { destroy(): void }>(type: ClientType<T>, region?: string): T {
  return as(ROLES.looking, type, region);
}

const CONFIG = {} as DistributionConfig;
const THEIRS = 'arn:aws:acm:us-east-1:111111111111:certificate/theirs';
const OWNER = { Key: 'secure-api-edge:owner', Value: 'remediator' };
const request = { DomainName: 'api.example.com', ValidationMethod: 'DNS' } as const;

const REFUSED: readonly [title: string, send: () => Promise<unknown>][] = [
  [
    'a distribution made without an owner',
    () => looking(CloudFrontClient).send(new CreateDistributionCommand({ DistributionConfig: CONFIG })),
  ],
  [
    'the deletion of a distribution that nobody of ours owns',
    () => looking(CloudFrontClient).send(new DeleteDistributionCommand({ Id: 'ETHEIRS', IfMatch: 'E1' })),
  ],
  [
    'an invalidation that no correction owes',
    () =>
      looking(CloudFrontClient).send(
        new CreateInvalidationCommand({
          DistributionId: 'ETHEIRS',
          InvalidationBatch: { CallerReference: 'now', Paths: { Quantity: 1, Items: ['/*'] } },
        }),
      ),
  ],
  ['a certificate requested without an owner', () => looking(ACMClient).send(new RequestCertificateCommand(request))],
  [
    'a certificate that is not validated through DNS',
    () =>
      looking(ACMClient).send(new RequestCertificateCommand({ ...request, ValidationMethod: 'EMAIL', Tags: [OWNER] })),
  ],
  [
    'a certificate outside us-east-1',
    () => looking(ACMClient, 'eu-west-1').send(new RequestCertificateCommand({ ...request, Tags: [OWNER] })),
  ],
  [
    'the deletion of a certificate that nobody of ours owns',
    () => looking(ACMClient).send(new DeleteCertificateCommand({ CertificateArn: THEIRS })),
  ],
  [
    'tags of somebody else on a certificate',
    () =>
      looking(ACMClient).send(
        new AddTagsToCertificateCommand({ CertificateArn: THEIRS, Tags: [{ Key: 'team', Value: 'edge' }] }),
      ),
  ],
  ['a record that is overwritten', () => change('UPSERT', 'A')],
  ['a record that leads no caller', () => change('CREATE', 'MX')],
  [
    'a role of an account whose zones the stack does not name',
    () => {
      const RoleArn = 'arn:aws:iam::333333333333:role/secure-api-edge-zones';
      return looking(STSClient).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'secure-api-edge' }));
    },
  ],
  [
    'a secret that the stack does not name',
    () => looking(SecretsManagerClient, 'eu-west-1').send(new GetSecretValueCommand({ SecretId: 'database' })),
  ],
  [
    'a correction by a look that only detects',
    () =>
      as(ROLES.detecting, CloudFrontClient).send(
        new UpdateDistributionCommand({ Id: 'E1', IfMatch: 'E1', DistributionConfig: CONFIG }),
      ),
  ],
];

test.each(REFUSED)('refuses %s', async (_, send) => {
  await expect(send()).rejects.toMatchObject({
    message: expect.stringContaining('is not authorized to perform'),
    $metadata: { httpStatusCode: expect.any(Number) },
  });
});

function change(Action: ChangeAction, Type: RRType): Promise<unknown> {
  const ResourceRecordSet = { Name: 'api.example.com', Type, TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] };
  const ChangeBatch = { Changes: [{ Action, ResourceRecordSet }] };
  return looking(Route53Client).send(new ChangeResourceRecordSetsCommand({ HostedZoneId: 'Z1', ChangeBatch }));
}
