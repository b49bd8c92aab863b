import { EstateError } from '../../../simulator/estates/estate-error.ts';
import { parseEstate } from '../../../simulator/estates/parse-estate.ts';
import { readEstate } from '../../../simulator/estates/read-estate.ts';

function problemsOf(document: unknown): readonly string[] {
  try {
    parseEstate(document);
  } catch (error) {
    return (error as EstateError).problems;
  }
  return [];
}

function problemsOfAccount(account: unknown): readonly string[] {
  return problemsOf({ accounts: { '111111111111': account } }).map((each) =>
    each.replace('accounts.111111111111.', ''),
  );
}

describe('validation', () => {
  test.each([
    [undefined, ': must be an object, got undefined'],
    [{}, 'accounts: is missing'],
    [{ accounts: [] }, 'accounts: must be an object, got []'],
    [{ accounts: { '42': {} } }, 'accounts.42: must be a 12-digit account id, got "42"'],
  ])('refuses the document %j', (document, problem) => {
    expect(problemsOf(document)).toEqual([problem]);
  });

  test.each([
    [
      { zones: [] },
      'zones: is not known here; known are roles, certificates, apis, apiDomains, distributions, hostedZones, secrets, quotas',
    ],
    [{ hostedZones: {} }, 'hostedZones: must be a list, got {}'],
    [
      { hostedZones: [{ name: 'Example.com.' }] },
      'hostedZones[0].name: must be a domain name in lower case, without trailing dot, got "Example.com."',
    ],
    [
      { certificates: { edge: { region: 'eu-west-1', names: 'a.example.com' } } },
      'certificates.edge.names: must be a list, got "a.example.com"',
    ],
    [
      { apiDomains: [{ name: 'a.example.com', region: 'europe' }] },
      'apiDomains[0].region: must be a Region such as eu-west-1, got "europe"',
    ],
    [
      { apis: { a: { region: 'eu-west-1', protocol: 'SOAP' } } },
      'apis.a.protocol: must be one of HTTP, REST, WEBSOCKET, got "SOAP"',
    ],
    [{ distributions: { a: {} } }, 'distributions.a.config: is missing'],
    [
      { distributions: { a: { config: {}, pricingPlan: 'GOLD' } } },
      'distributions.a.pricingPlan: must be one of FREE, PRO, BUSINESS, PREMIUM, got "GOLD"',
    ],
    [
      { distributions: { a: { config: {}, unknownElements: [{ path: 'DistributionConfig' }] } } },
      'distributions.a.unknownElements[0].xml: is missing',
    ],
    [
      { apis: { a: { region: 'eu-west-1', protocol: 'REST', resources: { orders: {} } } } },
      'apis.a.resources.orders: must be a path such as /orders/{id}, got "orders"',
    ],
    [
      { apis: { a: { region: 'eu-west-1', protocol: 'REST', resources: { '/': { GET: { authorization: 'JWT' } } } } } },
      'apis.a.resources./.GET.authorization: must be one of NONE, AWS_IAM, CUSTOM, COGNITO_USER_POOLS, got "JWT"',
    ],
    [
      { apiDomains: [{ name: 'a.example.com', region: 'eu-west-1', endpointAccessMode: 'OPEN' }] },
      'apiDomains[0].endpointAccessMode: must be one of BASIC, STRICT, got "OPEN"',
    ],
    [
      { apiDomains: [{ name: 'a.example.com', region: 'eu-west-1', routingRules: [{ priority: 1 }] }] },
      'apiDomains[0].routingRules[0].api: is missing',
    ],
    [{ secrets: { origin: { region: 'eu-west-1' } } }, 'secrets.origin.value: is missing'],
  ])('refuses the account %j', (account, problem) => {
    expect(problemsOfAccount(account)).toEqual([problem]);
  });

  test('refuses a document with every problem at once', () => {
    const problems = problemsOfAccount({ roles: [{}], quotas: { apiDomains: 'many' } });

    expect(problems).toEqual(['roles[0].name: is missing', 'quotas.apiDomains: must be a number, got "many"']);
  });

  test('refuses a file that is not there', () => {
    expect(() => readEstate('no-such-estate.json')).toThrow(EstateError);
  });
});

describe('behavior', () => {
  test.each(['empty', 'demo'])('reads the %s estate', (name) => {
    expect(Object.keys(readEstate(name))).toEqual(['accounts']);
  });
});
