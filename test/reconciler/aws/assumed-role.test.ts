import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { assumedRole, RoleNotAssumedError } from '../../../functions/reconciler/aws/assumed-role.ts';
import { called } from '../../../functions/reconciler/aws/call.ts';

const ROLE = { arn: 'arn:aws:iam::222222222222:role/secure-api-edge-zones', externalId: 'edge/of:shop' };
const START = Date.parse('2026-01-01T00:00:00Z');
const HOUR = 3600_000;

const sts = new STSClient({ region: 'us-east-1' });
const answers = mockClient(sts);

let now = START;
let sessions = 0;

beforeEach(() => {
  now = START;
  sessions = 0;
  answers.reset();
  answers.on(AssumeRoleCommand).callsFake(() => {
    sessions += 1;
    const Expiration = new Date(now + HOUR);
    return {
      Credentials: { AccessKeyId: `ASIA${sessions}`, SecretAccessKey: 's', SessionToken: 't', Expiration },
    };
  });
});

describe('credentials of a role', () => {
  test('are asked for under a name that the trails of the other account show, with its external id', async () => {
    await assumedRole(sts, ROLE, () => now)();

    expect(answers.call(0).args[0].input).toEqual({
      RoleArn: ROLE.arn,
      RoleSessionName: 'secure-api-edge',
      ExternalId: 'edge/of:shop',
    });
  });

  test('are the same for requests that begin at the same time', async () => {
    const provide = assumedRole(sts, ROLE, () => now);

    const provided = await Promise.all([provide(), provide(), provide()]);

    expect(provided.map(({ accessKeyId }) => accessKeyId)).toEqual(['ASIA1', 'ASIA1', 'ASIA1']);
  });

  test.each([
    ['kept while they live', HOUR - 301_000, 'ASIA1'],
    ['replaced five minutes before they expire', HOUR - 299_000, 'ASIA2'],
  ])('are %s', async (_, elapsed, expected) => {
    const provide = assumedRole(sts, ROLE, () => now);
    await provide();

    now += elapsed;

    expect((await provide()).accessKeyId).toBe(expected);
  });

  test('are tried again after they could not be had', async () => {
    const provide = assumedRole(sts, ROLE, () => now);
    answers.on(AssumeRoleCommand).rejectsOnce(denied()).resolves({ Credentials: credentials() });

    await expect(provide()).rejects.toThrow(RoleNotAssumedError);
    expect((await provide()).accessKeyId).toBe('ASIA');
  });

  test('that cannot be had are a failure of STS, with the role by name', async () => {
    answers.on(AssumeRoleCommand).rejects(denied());

    const answer = await called('Route53.ListHostedZones', () => assumedRole(sts, ROLE, () => now)());

    expect(answer).toMatchObject({
      kind: 'failed',
      failure: {
        kind: 'AccessDenied',
        service: 'STS',
        operation: 'AssumeRole',
        code: 'AccessDenied',
        message: `role ${ROLE.arn}: cannot be assumed, got no`,
      },
    });
  });

  test('fail loudly where nothing was asked of AWS: that is a bug', async () => {
    answers.on(AssumeRoleCommand).rejects(new TypeError('undefined is not a function'));

    const asked = called('Route53.ListHostedZones', () => assumedRole(sts, ROLE, () => now)());

    await expect(asked).rejects.toThrow('undefined is not a function');
  });
});

function denied(): Error {
  return Object.assign(new Error('no'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
}

function credentials() {
  return { AccessKeyId: 'ASIA', SecretAccessKey: 's', SessionToken: 't', Expiration: new Date(now + HOUR) };
}
