import { parseSettings } from '../../../functions/custom-resource/settings.ts';

const ZONES = 'arn:aws:iam::222222222222:role/secure-api-edge-zones';

describe('parseSettings', () => {
  test('looks in the own Region by default', () => {
    expect(parseSettings({ AWS_REGION: 'eu-west-1' })).toEqual({
      regions: ['eu-west-1'],
      zoneRoles: [],
      drainSeconds: 60,
      pollSeconds: undefined,
    });
  });

  test('reads every variable', () => {
    const environment = {
      AWS_REGION: 'eu-west-1',
      REGIONS: 'eu-central-1, us-east-1',
      DRAIN_SECONDS: '0',
      POLL_SECONDS: '5',
      ZONE_ROLES: ZONES,
      EXTERNAL_ID: 'edge/of:shop',
    };

    expect(parseSettings(environment)).toEqual({
      regions: ['eu-central-1', 'us-east-1'],
      zoneRoles: [{ arn: ZONES, account: '222222222222', externalId: 'edge/of:shop' }],
      drainSeconds: 0,
      pollSeconds: 5,
    });
  });

  test('refuses every wrong variable at once', () => {
    expect(() => parseSettings({ REGIONS: 'eu-west-1,Ireland', DRAIN_SECONDS: 'soon', POLL_SECONDS: '-1' })).toThrow(
      [
        'environment.DRAIN_SECONDS: is not a number of seconds, got "soon"',
        'environment.POLL_SECONDS: is not a number of seconds, got "-1"',
        'environment.REGIONS: is not a list of AWS Regions, separated by commas, got "eu-west-1,Ireland"',
      ].join('\n'),
    );
  });

  test.each([
    ['no role', 'arn:aws:iam::222222222222:user/secure-api-edge-zones'],
    ['two roles of one account', 'arn:aws:iam::222222222222:role/a,arn:aws:iam::222222222222:role/b'],
  ])('refuses %s as roles of zone owners', (_, given) => {
    expect(() => parseSettings({ AWS_REGION: 'eu-west-1', ZONE_ROLES: given, EXTERNAL_ID: '?' })).toThrow(
      [
        'environment.EXTERNAL_ID: is not an external id of 2 to 1224 characters, got "?"',
        `environment.ZONE_ROLES: is not a list of ARNs of roles, separated by commas, one role for each account, such as ${ZONES}, got "${given}"`,
      ].join('\n'),
    );
  });

  test('refuses an environment without any Region', () => {
    expect(() => parseSettings({})).toThrow(
      'environment.REGIONS: is missing, and so is AWS_REGION; name the Regions to look at',
    );
  });
});
