/**
 * Guards against: roles of other accounts that may less or more than the functions of the tool's own account, and roles that somebody else may assume.
 */
import { readFileSync } from 'node:fs';
import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { parseTemplate, type Template } from '../../infra/build/template.ts';
import { type Statement, statementsOf, statementsOfRole, trustOf } from '../support/template-policies.ts';

const FILE = 'infra/member-account.yaml';
const MEMBER = '222222222222';
const TOOL = '111111111111';
const member = parseTemplate(readFileSync(FILE, 'utf8'));
const application = parseTemplate(readFileSync('template.yaml', 'utf8'));

const SECRETS = { OriginVerifySecretArns: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:edge/*' };
const GIVEN = { ToolAccountId: TOOL, ExternalId: 'edge/of:shop', Zones: 'write', ...SECRETS };

function documentOf({ Resources }: Template, logicalId: string): unknown {
  return Resources[logicalId]?.Properties?.PolicyDocument;
}

function sids(statements: readonly Statement[]): readonly string[] {
  return statements.map(({ Sid }) => Sid);
}

describe('member-account.yaml', () => {
  test.each(['ReadPolicy', 'WritePolicy', 'OriginSecretPolicy'])('has the %s of template.yaml', (logicalId) => {
    expect(documentOf(member, logicalId)).toEqual(documentOf(application, logicalId));
  });

  test.each([
    ['ReaderRole', 'detect'],
    ['WriterRole', 'remediate'],
  ])('lets the %s do what the scheduled look may in mode %s', (roleId, Mode) => {
    const own = statementsOf('DriftRemediatorFunction', { ...SECRETS, Mode });

    expect(sids(statementsOfRole(FILE, roleId, GIVEN)).toSorted()).toEqual(sids(own).toSorted());
  });

  test('lets the role for zones do of this what Route 53 is asked, and nothing else', () => {
    const all = statementsOf('DriftRemediatorFunction', { ...SECRETS, Mode: 'remediate' });
    const routes = all.flatMap(({ Sid: _, Action, ...statement }) =>
      Action.filter((action) => action.startsWith('route53:')).map((action) => ({ Action: [action], ...statement })),
    );
    const zone = statementsOfRole(FILE, 'ZoneRole', GIVEN).map(({ Sid: _, ...statement }) => statement);

    expect(zone).toEqual(routes);
  });

  test.each([
    ['none', []],
    ['read', ['ListZones', 'ReadAliasRecords', 'ReadDnsChanges']],
  ])('moves no record with Zones=%s', (Zones, expected) => {
    const isMade = Zones !== 'none';
    const zone = isMade ? statementsOfRole(FILE, 'ZoneRole', { ...GIVEN, Zones }) : [];

    expect(sids(zone)).toEqual(expected);
  });

  test('names the roles as template.yaml expects them', () => {
    const { ReaderRoleName, WriterRoleName } = application.Parameters ?? {};

    expect(member.Parameters).toMatchObject({
      ReaderRoleName: { Default: ReaderRoleName?.Default },
      WriterRoleName: { Default: WriterRoleName?.Default },
    });
  });

  test('says of every parameter what it is for', () => {
    const silent = Object.entries(member.Parameters ?? {}).filter(([, { Description }]) => Description === undefined);

    expect(silent).toEqual([]);
  });
});

describe.each(['ReaderRole', 'WriterRole', 'ZoneRole'])('the %s', (roleId) => {
  const SWEEP = `arn:aws:iam::${TOOL}:role/secure-api-edge-SweepFunctionRole-1A2B3C4D5E6F`;

  test('is assumed by the function that looks at other accounts', async () => {
    expect(await mayAssume(roleId, SWEEP, 'edge/of:shop')).toBe(true);
  });

  test.each([
    ['a function of another account', SWEEP.replace(TOOL, '333333333333'), 'edge/of:shop'],
    ['another role of the tool account', `arn:aws:iam::${TOOL}:role/admin`, 'edge/of:shop'],
    ['the function without the external id', SWEEP, undefined],
    ['the function with another external id', SWEEP, 'edge/of:somebody'],
  ])('refuses %s', async (_, principal, externalId) => {
    expect(await mayAssume(roleId, principal, externalId)).toBe(false);
  });
});

describe('the role for zones', () => {
  test.each(['CustomResourceStepFunction', 'DriftRemediatorFunction', 'SweepFunction'])(
    'is assumed by %s',
    async (id) => {
      const principal = `arn:aws:iam::${TOOL}:role/secure-api-edge-${id}Role-1A2B3C4D5E6F`;

      expect(await mayAssume('ZoneRole', principal, 'edge/of:shop')).toBe(true);
    },
  );
});

async function mayAssume(roleId: string, principal: string, externalId: string | undefined): Promise<boolean> {
  const resource = `arn:aws:iam::${MEMBER}:role/secure-api-edge`;
  const allow = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' };
  const simulation: Simulation = {
    identityPolicies: [{ name: 'own', policy: { Version: '2012-10-17', Statement: [allow] } }],
    resourcePolicy: trustOf(FILE, roleId, GIVEN),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    request: {
      principal,
      action: 'sts:AssumeRole',
      resource: { resource, accountId: MEMBER },
      contextVariables: {
        'aws:PrincipalArn': principal,
        ...(externalId !== undefined && { 'sts:ExternalId': externalId }),
      },
    },
  };
  const result = await runSimulation(simulation, { simulationMode: 'Strict' });
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return result.overallResult === 'Allowed';
}
