import { parseSettings } from '../../../functions/custom-resource/settings.ts';

describe('parseSettings', () => {
  test('looks in the own Region by default', () => {
    expect(parseSettings({ AWS_REGION: 'eu-west-1' })).toEqual({
      regions: ['eu-west-1'],
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
    };

    expect(parseSettings(environment)).toEqual({
      regions: ['eu-central-1', 'us-east-1'],
      drainSeconds: 0,
      pollSeconds: 5,
    });
  });

  test('refuses every wrong variable at once', () => {
    expect(() => parseSettings({ REGIONS: 'eu-west-1,Ireland', DRAIN_SECONDS: 'soon', POLL_SECONDS: '-1' })).toThrow(
      [
        'environment.DRAIN_SECONDS: is not a number of seconds, got "soon"',
        'environment.POLL_SECONDS: is not a number of seconds, got "-1"',
        'environment.REGIONS: is not a list of AWS Regions, got "Ireland"',
      ].join('\n'),
    );
  });

  test('refuses an environment without any Region', () => {
    expect(() => parseSettings({})).toThrow('environment.REGIONS: is not a list of AWS Regions, got ""');
  });
});
