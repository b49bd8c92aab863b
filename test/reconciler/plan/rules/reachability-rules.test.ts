import type { MappedApi } from '../../../../functions/reconciler/model/api-domain.ts';
import type { CacheBehavior, Origin } from '../../../../functions/reconciler/model/distribution.ts';
import { ABSENT, present, unreadable } from '../../../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../../../functions/reconciler/model/observed-edge.ts';
import {
  behavior,
  distribution,
  finishedEdge,
  orderedBehavior,
  origin,
} from '../../../support/distribution-builders.ts';
import { accessDenied, apiDomain, desiredEdge, mappedApi, name } from '../../../support/edge-builders.ts';
import { planOf, verdictLines } from '../../../support/plan-of.ts';

const H1 = name('h1.execute-api.eu-west-1.amazonaws.com');
const ASSETS = origin({ id: 'assets', domainName: name('assets.s3.eu-west-1.amazonaws.com'), custom: undefined });
const OPEN = mappedApi({ defaultEndpoint: 'enabled' });

interface Facts {
  readonly origins?: readonly Origin[];
  readonly patterns?: readonly (string | readonly [string, Partial<CacheBehavior>])[];
  readonly fallback?: Partial<CacheBehavior>;
  readonly apis?: readonly MappedApi[];
  readonly apiStages?: ObservedEdge['apiStages'];
}

/** What EDGE-12 says where something is wrong or could not be judged. */
function findings(facts: Facts): readonly string[] {
  return everyWord(facts).filter((line) => !line.includes(' pass '));
}

function everyWord({ origins, patterns = [], fallback, apis = [OPEN], apiStages = {} }: Facts): readonly string[] {
  const settings = {
    origins: origins ?? [origin()],
    defaultCacheBehavior: behavior(fallback),
    cacheBehaviors: patterns.map((one) =>
      typeof one === 'string' ? orderedBehavior(one) : orderedBehavior(one[0], one[1]),
    ),
  };
  const observed = finishedEdge(undefined, {
    distribution: present(distribution(settings)),
    apiDomains: present([apiDomain({ apis: present(apis) })]),
    apiStages,
  });
  return verdictLines(planOf(observed), 'EDGE-12');
}

describe('EDGE-12 the origin path', () => {
  test('is empty for a regional endpoint', () => {
    expect(everyWord({})).toEqual(['EDGE-12 pass Origins[api].OriginPath: ']);
  });

  test('is reported where a regional endpoint has one, with what callers get', () => {
    expect(findings({ origins: [origin({ path: '/prod' })] })).toEqual([
      'EDGE-12 drift Origins[api].OriginPath: /prod goes before every path: /orders arrives as /prod/orders, which is answered with 404 {"message":"Not Found"} unless a route begins so; leave it empty',
    ]);
  });

  test('is reported where it names a mapping, because no other one is reached then', () => {
    expect(findings({ origins: [origin({ path: '/v1' })], apis: [mappedApi({ mappingKey: 'v1' })] })).toEqual([
      "EDGE-12 drift Origins[api].OriginPath: /v1 goes before every path: every request goes to mapping v1, no other one is reached, and signatures made for the viewer's path fail with 403; leave it empty",
    ]);
  });

  test.each<[string, string, readonly string[], Partial<MappedApi>, readonly string[]]>([
    ['names a stage', '/prod', ['prod', 'test'], {}, []],
    ['names a stage and more', '/prod/v1', ['prod'], {}, []],
    ['is empty and there is a $default stage', '', ['$default'], {}, []],
    [
      'names no stage of a REST API',
      '/v1',
      ['test', 'prod'],
      { protocol: 'REST' },
      [
        'EDGE-12 drift Origins[api].OriginPath: /v1 is no stage; API h1 has these stages: prod, test; every request without one is answered with 403 {"message":"Forbidden"}; name the stage as origin path',
      ],
    ],
    [
      'is empty and nothing else names a stage',
      '',
      ['prod'],
      {},
      [
        'EDGE-12 drift Origins[api].OriginPath: is empty; API h1 has these stages: prod; every request without one is answered with 404 {"message":"Not Found"}; name the stage as origin path',
      ],
    ],
    [
      'leads to an endpoint that is disabled',
      '/prod',
      ['prod'],
      { defaultEndpoint: 'disabled' },
      [
        'EDGE-12 drift Origins[api].OriginPath: the default endpoint of API h1 is disabled: every request is answered with 403 {"message":"Forbidden"}; use the regional endpoint d-abc123.execute-api.eu-west-1.amazonaws.com as origin, with Host forwarded',
      ],
    ],
  ])("of an API's own endpoint %s", (_, path, stages, facts, expected) => {
    const apiStages = { [H1]: present(stages) };

    expect(findings({ origins: [origin({ domainName: H1, path })], apis: [{ ...OPEN, ...facts }], apiStages })).toEqual(
      expected,
    );
  });

  test('may be empty where every pattern to that origin begins with a stage', () => {
    const facts = {
      origins: [origin(), origin({ id: 'stages', domainName: H1 })],
      patterns: [
        ['/prod/*', { targetOriginId: 'stages' }],
        ['/test', { targetOriginId: 'stages' }],
      ],
      apiStages: { [H1]: present(['prod', 'test']) },
    } as const;

    expect(findings(facts)).toEqual([]);
  });

  test.each<[string, ObservedEdge['apiStages'], string]>([
    [
      'could not be read',
      { [H1]: unreadable(accessDenied('APIGateway', 'GetStages')) },
      'APIGateway GetStages: AccessDenied: not authorized',
    ],
    ['belong to another account', { [H1]: ABSENT }, 'API h1 is none of this account, so its stages are not known here'],
  ])('is not checked where the stages %s, which holds nothing else up', (_, apiStages, detail) => {
    const facts = { origins: [origin({ domainName: H1, path: '/prod' })], apiStages };

    expect(findings(facts)).toEqual([`EDGE-12 not-checked Origins[api].OriginPath: ${detail}`]);
  });

  test('is not judged for origins that are no API, or that no behavior leads to', () => {
    const origins = [origin(), { ...ASSETS, path: '/public' }, origin({ id: 'unused', path: '/prod' })];

    expect(findings({ origins, patterns: [['/pictures/*', { targetOriginId: 'assets' }]] })).toEqual([]);
  });
});

describe('EDGE-12 a path pattern', () => {
  const rest = (mappingKey: string, ...routes: readonly string[]) =>
    mappedApi({ protocol: 'REST', mappingKey, routes, defaultEndpoint: 'enabled' });

  test.each<[string, string, readonly MappedApi[]]>([
    ['a route', '/orders/*', [rest('', '/orders/{id}')]],
    ['a route below its mapping', '/v1/orders/*', [rest('v1', '/orders/{id}')]],
    ['the root below its mapping', '/v1', [rest('v1', '/')]],
    ['the root below its mapping, with a slash', '/v1/', [rest('v1', '/')]],
    ['a mapping of several parts', '/shop/v1/*', [rest('shop/v1', '/{proxy+}')]],
    ['$default below its mapping', '/v1', [mappedApi({ mappingKey: 'v1' })]],
    ['one of several APIs', '/v2/*', [rest('v1', '/orders'), rest('v2', '/orders')]],
    ['whatever there is where no API has a route', '/v1/*', [rest('v1')]],
    ['whatever there is where no API is mapped', '/v1/*', []],
  ])('matches %s', (_, pattern, apis) => {
    expect(findings({ patterns: [pattern], apis })).toEqual([]);
  });

  test.each<[string, string, readonly MappedApi[], string]>([
    [
      'leaves out the mapping',
      '/orders/*',
      [rest('v1', '/orders/{id}')],
      '403 {"message":"Missing Authentication Token"}',
    ],
    ['names no route of an HTTP API', '/carts/*', [mappedApi({ routes: ['/orders'] })], '404 {"message":"Not Found"}'],
    ['is written in capitals', '/Orders', [mappedApi({ routes: ['/orders'] })], '404 {"message":"Not Found"}'],
    [
      'leads to one of two kinds of API',
      '/carts/*',
      [rest('v1', '/orders'), mappedApi({ mappingKey: 'v2', routes: ['/orders'] })],
      '403 {"message":"Missing Authentication Token"} (REST API) or 404 {"message":"Not Found"} (HTTP API)',
    ],
  ])('is reported where it %s, with what callers get', (_, pattern, apis, symptom) => {
    expect(findings({ patterns: [pattern], apis })).toEqual([
      `EDGE-12 drift CacheBehaviors[${pattern}].PathPattern: no route that the API has can match ${pattern}: its requests are answered with ${symptom}; CloudFront keeps the whole path, so write the pattern as callers write the path, mapping included`,
    ]);
  });

  test("to an API's own endpoint is judged below its origin path, where mappings do not count", () => {
    const apis = [{ ...OPEN, mappingKey: 'v1', routes: ['/orders'] }];
    const facts = (pattern: string): Facts => ({
      origins: [origin(), origin({ id: 'own', domainName: H1, path: '/prod' })],
      patterns: [[pattern, { targetOriginId: 'own' }]],
      apis,
      apiStages: { [H1]: present(['prod']) },
    });

    expect(findings(facts('/orders'))).toEqual([]);
    expect(findings(facts('/v1/orders'))).toHaveLength(1);
  });

  test("to the endpoint of an API that the domain does not lead to is not judged: that API's routes are not read", () => {
    const facts = {
      origins: [
        origin(),
        origin({ id: 'own', domainName: name('h9.execute-api.eu-west-1.amazonaws.com'), path: '/prod' }),
      ],
      patterns: [['/anything', { targetOriginId: 'own' }]],
      apiStages: { 'h9.execute-api.eu-west-1.amazonaws.com': present(['prod']) },
    } as const;

    expect(findings(facts)).toEqual([]);
  });
});

describe('EDGE-12 the order of behaviors', () => {
  test('is in order from narrow to wide', () => {
    expect(everyWord({ patterns: ['/v1/orders', '/v1/*', '*.json'] }).map((line) => line.split(':')[0])).toEqual([
      'EDGE-12 pass Origins[api].OriginPath',
      'EDGE-12 pass CacheBehaviors[/v1/orders].PathPattern',
      'EDGE-12 pass CacheBehaviors[/v1/*].PathPattern',
      'EDGE-12 pass CacheBehaviors[*.json].PathPattern',
      'EDGE-12 pass DefaultCacheBehavior.PathPattern',
    ]);
  });

  test('is reported where an earlier pattern takes every path of a later one', () => {
    expect(findings({ patterns: ['/v1/*', '/v1/orders'] })).toEqual([
      "EDGE-12 drift CacheBehaviors[/v1/orders].PathPattern: is never used: CacheBehaviors[/v1/*] comes first and takes every path of /v1/orders; its requests go to origin api with that behavior's settings; move it before /v1/* or remove it",
    ]);
  });

  test('is reported where the default behavior is never used', () => {
    expect(findings({ patterns: ['*'] })).toEqual([
      "EDGE-12 drift DefaultCacheBehavior.PathPattern: is never used: CacheBehaviors[*] comes first and takes every path of *; its requests go to origin api with that behavior's settings; move it before * or remove it",
    ]);
  });

  test('is reported where requests for something else reach the API instead', () => {
    const origins = [origin(), ASSETS];

    expect(findings({ origins, patterns: ['/v1/*', ['/v1/logo.png', { targetOriginId: 'assets' }]] })).toHaveLength(1);
  });

  test('is not judged among behaviors that have nothing to do with the API', () => {
    const toAssets = { targetOriginId: 'assets' };

    expect(
      findings({
        origins: [origin(), ASSETS],
        patterns: [
          ['/img/*', toAssets],
          ['/img/a.png', toAssets],
        ],
      }),
    ).toEqual([]);
  });
});

describe('EDGE-12', () => {
  test('plans nothing, whatever it finds', () => {
    const shadowed = edgeWith('/v1/*', '/v1/orders');

    expect(planOf(edgeWith()).steps).toEqual([]);
    expect(planOf(shadowed).steps).toEqual([]);
    expect(planOf(shadowed).refusals).toEqual([]);
  });

  test('says nothing while there is no distribution to judge, or where it is turned off', () => {
    const shadowed = edgeWith('/v1/*', '/v1/orders');

    expect(verdictLines(planOf({ ...shadowed, distribution: ABSENT }), 'EDGE-12')).toEqual([]);
    expect(verdictLines(planOf(shadowed, desiredEdge({ rules: { 'EDGE-12': 'off' } })), 'EDGE-12')).toEqual([]);
  });
});

function edgeWith(...patterns: readonly string[]): ObservedEdge {
  const settings = { cacheBehaviors: patterns.map((pattern) => orderedBehavior(pattern)) };
  return finishedEdge(undefined, { distribution: present(distribution(settings)) });
}
