import { readFileSync } from 'node:fs';
import { judgeChange } from '../../../functions/notice/judge-change.ts';
import { parseChange } from '../../../functions/notice/parse-change.ts';
import { parseNotice } from '../../../functions/notice/settings.ts';
import { localEnvironment } from '../../../infra/build/local-environment.ts';
import { declaredFunction, parseTemplate } from '../../../infra/build/template.ts';

const MACHINE = 'arn:aws-us-gov:states:us-gov-west-1:999999999999:stateMachine:Sweep';
const GIVEN = { REPORT_BUCKET: 'secure-api-edge-reports', SWEEP_STATE_MACHINE_ARN: MACHINE };

test('collects changes for three minutes, and knows no role as our own, where nothing else is said', () => {
  expect(parseNotice({ ...GIVEN, OWN_NAMES: '', SLOT_SECONDS: '' })).toEqual({
    bucket: 'secure-api-edge-reports',
    stateMachineArn: MACHINE,
    ownNames: [],
    zoneRoles: [],
    regions: [],
    slotSeconds: 180,
  });
});

test('leaves out a role whose name the template left blank', () => {
  const { ownNames, slotSeconds } = parseNotice({
    ...GIVEN,
    OWN_NAMES: ',edges-StepRole-*, writer',
    SLOT_SECONDS: '30',
  });

  expect([ownNames, slotSeconds]).toEqual([['edges-StepRole-*', 'writer'], 30]);
});

test('fails with every variable that is missing or wrong', () => {
  expect(() => parseNotice({ SWEEP_STATE_MACHINE_ARN: `${MACHINE}:1`, SLOT_SECONDS: '29' })).toThrow(
    [
      'environment.REPORT_BUCKET: is missing; it is the name of a bucket',
      'environment.SLOT_SECONDS: is not a whole number from 30 to 3600, got "29"',
      `environment.SWEEP_STATE_MACHINE_ARN: is not the ARN of a state machine, got "${MACHINE}:1"`,
    ].join('\n'),
  );
});

describe('as template.yaml deploys it', () => {
  const template = parseTemplate(readFileSync('template.yaml', 'utf8'));
  const deployed = parseNotice(
    localEnvironment(template, declaredFunction(template, 'NoticeFunction'), {
      parameters: {
        Accounts: 'organization',
        Regions: 'eu-west-1,eu-central-1',
        ZoneRoleArns: 'arn:aws:iam::222222222222:role/dns/secure-api-edge-zones,arn:aws:iam::333333333333:role/dns',
      },
      shell: { ...GIVEN, AWS_REGION: 'eu-west-1' },
    }),
  );
  const judge = (account: string, role: string) => {
    const parsed = parseChange({
      id: '1',
      account,
      region: 'us-east-1',
      detail: {
        eventSource: 'route53.amazonaws.com',
        eventName: 'ChangeResourceRecordSets',
        eventTime: '2026-11-20T08:59:50Z',
        requestParameters: { changeBatch: { changes: [{ resourceRecordSet: { name: 'api.example.com.' } }] } },
        userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::${account}:assumed-role/${role}/secure-api-edge` },
      },
    });
    if (parsed.kind === 'ignored') throw new Error(parsed.because);
    return judgeChange(parsed.change, { edges: undefined, swept: undefined, inZones: new Map() }, deployed);
  };

  test.each([
    ['the writer of a member', '111111111111', 'secure-api-edge-writer'],
    ['the scheduled look', '999999999999', 'local-DriftRemediatorFunctionRole-1QXXK2P3ABCDE'],
    ['the custom resource', '999999999999', 'local-CustomResourceStepFunctionRole-1QXXK2P3ABCDE'],
    ['the role for zones', '222222222222', 'secure-api-edge-zones'],
    ['a role for zones of another name', '333333333333', 'dns'],
  ])('knows what was written by %s as our own', (_, account, role) => {
    expect(judge(account, role)).toEqual({ kind: 'ignored', because: 'it was made by this tool' });
  });

  test.each([
    ['a person', '222222222222', 'Admin'],
    ['a role that is called like one for zones elsewhere', '222222222222', 'dns'],
  ])('knows what was written by %s as somebody else', (_, account, role) => {
    expect(judge(account, role)).toEqual({ kind: 'look', accounts: [account] });
  });

  test('looks for domains in the Regions of the sweep', () => {
    expect(deployed.regions).toEqual(['eu-west-1', 'eu-central-1']);
  });
});
