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

    expect(options).toMatchObject({ managedElsewhere: 'report', newEdges: 'create', pollSeconds: undefined });
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

  test('refuses what is not a domain name', () => {
    const given = new Map([['domain', ['https://api.example.com']]]);

    expect(() => parseLookOptions(given, { AWS_REGION: 'eu-west-1' })).toThrow(
      '--domain: is not a domain name, got "https://api.example.com"',
    );
  });
});
