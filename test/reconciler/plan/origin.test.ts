import type { MappedApi } from '../../../functions/reconciler/model/api-domain.ts';
import type { OriginForm } from '../../../functions/reconciler/model/edge.ts';
import { planOrigin } from '../../../functions/reconciler/plan/origin.ts';
import { apiDomain, apiEndpoint, desiredEdge, mappedApi } from '../../support/edge-builders.ts';

const OPEN = mappedApi({ defaultEndpoint: 'enabled' });

describe('the origin of an edge', () => {
  test("is the domain's own endpoint, which keeps Host, mappings and signatures intact", () => {
    expect(originOf('regional-domain', [mappedApi(), mappedApi({ apiId: 'h2', mappingKey: 'v2' })])).toEqual({
      kind: 'origin',
      domainName: 'd-abc123.execute-api.eu-west-1.amazonaws.com',
      path: '',
      host: 'forwarded',
    });
  });

  test.each([
    ['a stage as path', mappedApi({ ...OPEN, stage: 'prod' }), '/prod'],
    ['no path for the default stage', OPEN, ''],
  ])('is the default endpoint with %s where the owner asks for execute-api', (_, api, path) => {
    expect(originOf('execute-api', [api])).toEqual({
      kind: 'origin',
      domainName: 'h1.execute-api.eu-west-1.amazonaws.com',
      path,
      host: 'replaced',
    });
  });

  test.each<[string, readonly MappedApi[], string]>([
    ['no API', [], 'needs exactly one API mapped at the root of api.example.com, got none'],
    [
      'several APIs',
      [OPEN, mappedApi({ apiId: 'h2', mappingKey: 'v2' })],
      'needs exactly one API mapped at the root of api.example.com, got h1 at /, h2 at /v2',
    ],
    [
      'an API below the root',
      [mappedApi({ ...OPEN, mappingKey: 'v1' })],
      'needs exactly one API mapped at the root of api.example.com, got h1 at /v1',
    ],
    [
      'a closed default endpoint',
      [mappedApi()],
      'API h1 has its default endpoint disabled, so that origin answers 403',
    ],
  ])('refuses execute-api for %s', (_, apis, detail) => {
    expect(originOf('execute-api', apis)).toEqual({
      kind: 'refused',
      detail: `OriginForm: execute-api ${detail}; use regional-domain`,
    });
  });
});

test.each(['ROUTING_RULE_ONLY', 'ROUTING_RULE_THEN_API_MAPPING'] as const)(
  'refuses execute-api where the domain routes by %s, which that origin knows nothing of',
  (routingMode) => {
    const api = { domain: apiDomain({ routingMode }), endpoint: apiEndpoint() };

    expect(planOrigin(desiredEdge({ originForm: 'execute-api' }), api, [OPEN])).toEqual({
      kind: 'refused',
      detail: `OriginForm: execute-api goes around the routing rules of api.example.com, got ${routingMode}; use regional-domain`,
    });
  },
);

function originOf(originForm: OriginForm, apis: readonly MappedApi[]) {
  return planOrigin(desiredEdge({ originForm }), { domain: apiDomain(), endpoint: apiEndpoint() }, apis);
}
