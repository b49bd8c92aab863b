import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyStatement, type Statement, statementsOf } from '../support/template-policies.ts';

const SECRETS = { OriginVerifySecretArns: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:edge/*' };
const ZONES = { ZoneRoleArns: 'arn:aws:iam::222222222222:role/secure-api-edge-zones' };
const SWEEP = { Accounts: 'organization', NotificationEmail: 'team@example.com', SecurityHubFindings: 'on' };
const GRANTED = everyStatement('template.yaml', { ...SECRETS, ...ZONES, ...SWEEP });

/** Checked by CloudFront in the caller's name; no request of ours. */
const ASKED_BY_CLOUDFRONT = ['wafv2:GetWebACL'];
/** A distributed map asks for these by itself. https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html */
const ASKED_BY_MAPS = [
  'states:DescribeExecution',
  'states:RedriveExecution',
  's3:ListMultipartUploadParts',
  's3:AbortMultipartUpload',
];

describe('permissions in template.yaml', () => {
  test('allow every operation that the functions send', () => {
    const missing = needed().filter((action) => !granted().includes(action));

    expect(missing).toEqual([]);
  });

  test('allow nothing else', () => {
    const spare = granted().filter(
      (action) => ![...needed(), ...ASKED_BY_CLOUDFRONT, ...ASKED_BY_MAPS].includes(action),
    );

    expect(spare).toEqual([]);
  });

  test('that observing has only read', () => {
    const reading = statementsOf('DriftRemediatorFunction', { ...SECRETS, Mode: 'detect' });
    const writing = reading
      .flatMap(({ Action }) => Action)
      .filter((action) => !/:(Get|List|Describe)[A-Z]|:GET$/.test(action));

    expect(writing).toEqual([]);
  });

  test('create and delete records, and never overwrite one', () => {
    expect(conditionsOf('route53:ChangeResourceRecordSets')).toMatchObject([
      { 'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsActions': ['CREATE', 'DELETE'] } },
    ]);
  });

  test('tag a certificate as an owned one with all its tags, or an owned one with nothing but where its record is', () => {
    const [owner, domain, zone] = ['owner', 'domain', 'validation-zone'].map((key) => `secure-api-edge:${key}`);

    expect(conditionsOf('acm:AddTagsToCertificate')).toEqual([
      {
        Null: { [`aws:RequestTag/${owner}`]: ['false'], [`aws:RequestTag/${domain}`]: ['false'] },
        'ForAllValues:StringEquals': { 'aws:TagKeys': [owner, domain] },
      },
      { Null: { [`aws:ResourceTag/${owner}`]: ['false'] }, 'ForAllValues:StringEquals': { 'aws:TagKeys': [zone] } },
    ]);
  });
});

function granted(): readonly string[] {
  return GRANTED.flatMap(({ Action }) => Action);
}

function conditionsOf(action: string): readonly Statement['Condition'][] {
  return GRANTED.filter(({ Action }) => Action.includes(action)).map(({ Condition }) => Condition);
}

/** The actions behind every command that a source of the functions imports. */
function needed(): readonly string[] {
  const sources = readdirSync('functions', { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  const actions = sources.flatMap((path) =>
    commandsOf(readFileSync(join('functions', path), 'utf8')).flatMap(toActions),
  );
  return [...new Set(actions)];
}

interface Command {
  readonly client: string;
  readonly name: string;
}

function commandsOf(source: string): readonly Command[] {
  // One service has no client of the SDK here, but a command of ours.
  const imports = source.matchAll(/import \{([^}]*)\} from '(?:@aws-sdk\/client-|\.\.\/aws\/)([\w-]+)(?:\.ts)?'/g);
  return [...imports].flatMap(([, names = '', client = '']) =>
    [...names.matchAll(/\b(?:(\w+)Command|paginate(\w+))\b/g)].map(([, sent, listed]) => ({
      client,
      name: sent ?? listed ?? '',
    })),
  );
}

function toActions({ client, name }: Command): readonly string[] {
  switch (client) {
    case 'sfn':
      return [`states:${name}`];
    case 'eventbridge':
      return [`events:${name}`];
    case 's3':
      return [name === 'ListObjectsV2' ? 's3:ListBucket' : `s3:${name}`];
    case 'sts':
      // GetCallerIdentity is allowed to everybody.
      return name === 'GetCallerIdentity' ? [] : [`sts:${name}`];
    case 'api-gateway':
    case 'apigatewayv2':
      // Reads of both versions are one action; routing rules have actions of their own.
      return [name === 'ListRoutingRules' ? `apigateway:${name}` : `apigateway:${/^Get/.test(name) ? 'GET' : name}`];
    case 'pricing-plan-manager':
      return [`pricingplanmanager:${name}`];
    case 'resource-groups-tagging-api':
      return [`tag:${name}`];
    case 'route-53':
      return [`route53:${name}`];
    case 'secrets-manager':
      return [`secretsmanager:${name}`];
    case 'cloudfront':
      return name === 'CreateDistributionWithTags'
        ? ['cloudfront:CreateDistribution', 'cloudfront:TagResource']
        : [`cloudfront:${name}`];
    default:
      return [`${client}:${name}`];
  }
}
