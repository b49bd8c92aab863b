import { parseLookOptions } from '../../cli/look-options.ts';

const NOTHING = new Map<string, readonly string[]>();

describe('parseLookOptions', () => {
  test.each([
    ['AWS_REGION first', { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'us-east-1' }, ['eu-west-1']],
    ['AWS_DEFAULT_REGION otherwise', { AWS_DEFAULT_REGION: 'us-east-1' }, ['us-east-1']],
  ])('without --region takes %s', (_, environment, regions) => {
    expect(parseLookOptions(NOTHING, environment).regions).toEqual(regions);
  });

  test('with --region does not look at the environment', () => {
    const given = new Map([['region', ['eu-west-1', 'us-east-1', 'eu-west-1']]]);

    const { regions } = parseLookOptions(given, { AWS_REGION: 'ap-south-1' });

    expect(regions).toEqual(['eu-west-1', 'us-east-1']);
  });

  test('spells domain names as AWS does, each once', () => {
    const given = new Map([['domain', ['API.example.com.', 'api.example.com']]]);

    expect(parseLookOptions(given, { AWS_REGION: 'eu-west-1' }).named).toEqual(['api.example.com']);
  });

  test('changes nothing of others and makes new edges unless told otherwise', () => {
    const options = parseLookOptions(NOTHING, { AWS_REGION: 'eu-west-1' });

    expect(options).toMatchObject({
      managedElsewhere: 'report',
      newEdges: 'create',
      choice: 'opt-out',
      pollSeconds: undefined,
    });
  });

  test('has every edge proven unless told otherwise, and waits a minute for callers', () => {
    const otherwise = parseLookOptions(new Map([['proof', ['skip']]]), {
      AWS_REGION: 'eu-west-1',
      SECURE_API_EDGE_DRAIN_SECONDS: '0',
    });

    expect(parseLookOptions(NOTHING, { AWS_REGION: 'eu-west-1' })).toMatchObject({
      proof: 'require',
      drainSeconds: 60,
    });
    expect(otherwise).toMatchObject({ proof: 'skip', drainSeconds: 0 });
  });

  test('refuses a network that is not a simulator on this machine', () => {
    const environment = { AWS_REGION: 'eu-west-1', PROBE_NETWORK: 'https://example.com' };

    expect(() => parseLookOptions(NOTHING, environment)).toThrow('PROBE_NETWORK: is not the endpoint of a simulator');
  });

  test('reads fractions of a second from SECURE_API_EDGE_POLL_SECONDS', () => {
    const environment = { AWS_REGION: 'eu-west-1', SECURE_API_EDGE_POLL_SECONDS: '0.05' };

    expect(parseLookOptions(NOTHING, environment).pollSeconds).toBe(0.05);
  });

  test.each([
    [{ AWS_REGION: 'mars' }, 'AWS_REGION: is not a Region, got "mars"'],
    [{}, '--region: is missing'],
    [
      { AWS_REGION: 'eu-west-1', SECURE_API_EDGE_POLL_SECONDS: 'soon' },
      'SECURE_API_EDGE_POLL_SECONDS: is not a number from 0.01 to 3600, got "soon"',
    ],
  ])('refuses the environment %j', (environment, message) => {
    expect(() => parseLookOptions(NOTHING, environment)).toThrow(message);
  });

  test('takes a domain that stands without an option', () => {
    const given = new Map([['DOMAIN', ['API.example.com']]]);

    expect(parseLookOptions(given, { AWS_REGION: 'eu-west-1' }).named).toEqual(['api.example.com']);
  });

  const ZONES = 'arn:aws:iam::222222222222:role/secure-api-edge-zones';

  test('takes roles of accounts with zones, and what they ask for', () => {
    const given = new Map([
      ['zone-role', [ZONES, ZONES]],
      ['external-id', ['edge/of:shop']],
    ]);

    expect(parseLookOptions(given, { AWS_REGION: 'eu-west-1' }).zoneRoles).toEqual([
      { arn: ZONES, account: '222222222222', externalId: 'edge/of:shop' },
    ]);
  });

  test.each([
    ['what is not a role', ZONES.replace(':role/', ':user/'), '--zone-role: is not the ARN of a role, got "'],
    ['a second role of an account', `${ZONES}-too`, '--zone-role: names a second role of account 222222222222, got "'],
  ])('refuses %s', (_, role, message) => {
    const given = new Map([['zone-role', [ZONES, role]]]);

    expect(() => parseLookOptions(given, { AWS_REGION: 'eu-west-1' })).toThrow(message);
  });

  test('refuses what is not an external id', () => {
    const given = new Map([['external-id', ['?']]]);

    expect(() => parseLookOptions(given, { AWS_REGION: 'eu-west-1' })).toThrow('--external-id: is not an external id');
  });

  test('refuses what is not a domain name', () => {
    const given = new Map([['domain', ['https://api.example.com']]]);

    expect(() => parseLookOptions(given, { AWS_REGION: 'eu-west-1' })).toThrow(
      '--domain: is not a domain name, got "https://api.example.com"',
    );
  });
});
