import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as acm from '@aws-sdk/client-acm';
import * as cloudFront from '@aws-sdk/client-cloudfront';
import * as tagging from '@aws-sdk/client-resource-groups-tagging-api';
import * as route53 from '@aws-sdk/client-route-53';
import * as secretsManager from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { parseTemplate } from '../../infra/build/template.ts';

const template = parseTemplate(readFileSync('template.yaml', 'utf8'));

const TEXTS = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const STATEMENT = z.object({
  Sid: z.string(),
  Effect: z.literal('Allow'),
  Action: TEXTS,
  Resource: z.unknown(),
  Condition: z.unknown().optional(),
});
const POLICY = z.object({ PolicyDocument: z.object({ Statement: z.array(STATEMENT) }) });

/** Checked by CloudFront in the caller's name; no request of ours. */
const ASKED_BY_CLOUDFRONT = ['wafv2:GetWebACL'];

describe('permissions in template.yaml', () => {
  test('allow every operation that the functions send', () => {
    const missing = needed().filter((action) => !granted().includes(action));

    expect(missing).toEqual([]);
  });

  test('allow nothing else', () => {
    const spare = granted().filter((action) => ![...needed(), ...ASKED_BY_CLOUDFRONT].includes(action));

    expect(spare).toEqual([]);
  });

  test('name operations that exist', () => {
    const operations: Readonly<Record<string, object>> = {
      acm,
      cloudfront: cloudFront,
      route53,
      secretsmanager: secretsManager,
      tag: tagging,
    };

    const invented = granted().filter((action) => {
      const [service = '', name = ''] = action.split(':');
      return service in operations
        ? !(`${name}Command` in (operations[service] ?? {}))
        : !['apigateway:GET', 'apigateway:ListRoutingRules', ...ASKED_BY_CLOUDFRONT].includes(action);
    });

    expect(invented).toEqual([]);
  });

  test('that observing has only read', () => {
    const reading = [...actionsOf('ReadPolicy'), ...actionsOf('OriginSecretPolicy')];
    const writing = reading.filter((action) => !/:(Get|List|Describe)[A-Z]|:GET$/.test(action));

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
        Null: { [`aws:RequestTag/${owner}`]: 'false', [`aws:RequestTag/${domain}`]: 'false' },
        'ForAllValues:StringEquals': { 'aws:TagKeys': [owner, domain] },
      },
      { Null: { [`aws:ResourceTag/${owner}`]: 'false' }, 'ForAllValues:StringEquals': { 'aws:TagKeys': [zone] } },
    ]);
  });

  test('name a resource wherever the operation has one', () => {
    const everywhere = [...statements('ReadPolicy'), ...statements('WritePolicy')]
      .filter((statement) => statement.Resource === '*')
      .flatMap((statement) => statement.Action);

    expect(everywhere.filter((action) => !/:(List|GetResources|Create|RequestCertificate)/.test(action))).toEqual([]);
  });
});

function granted(): readonly string[] {
  return [...actionsOf('ReadPolicy'), ...actionsOf('OriginSecretPolicy'), ...actionsOf('WritePolicy')];
}

function actionsOf(policy: string): readonly string[] {
  return statements(policy).flatMap((statement) => statement.Action);
}

function conditionsOf(action: string): readonly unknown[] {
  return statements('WritePolicy')
    .filter((statement) => statement.Action.includes(action))
    .map((statement) => statement.Condition);
}

function statements(policy: string): readonly z.infer<typeof STATEMENT>[] {
  return POLICY.parse(template.Resources[policy]?.Properties).PolicyDocument.Statement;
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
  const imports = source.matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-([\w-]+)'/g);
  return [...imports].flatMap(([, names = '', client = '']) =>
    [...names.matchAll(/\b(\w+)Command\b/g)].map(([, name = '']) => ({ client, name })),
  );
}

function toActions({ client, name }: Command): readonly string[] {
  switch (client) {
    case 'sts':
      // GetCallerIdentity is allowed to everybody.
      return [];
    case 'api-gateway':
    case 'apigatewayv2':
      // Reads of both versions are one action; routing rules have actions of their own.
      return [name === 'ListRoutingRules' ? `apigateway:${name}` : `apigateway:${/^Get/.test(name) ? 'GET' : name}`];
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
