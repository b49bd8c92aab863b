import {
  GetStagesCommand as GetRestStagesCommand,
  type GetStagesCommandOutput as GetRestStagesCommandOutput,
} from '@aws-sdk/client-api-gateway';
import { GetStagesCommand, type GetStagesCommandOutput } from '@aws-sdk/client-apigatewayv2';
import { called, readPages } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { pages } from '../aws/pages.ts';
import { type ApiDomain, type DefaultEndpoint, defaultEndpointOf } from '../model/api-domain.ts';
import { behaviorsOf, type Distribution } from '../model/distribution.ts';
import { ABSENT, type Observed, present, unreadable } from '../model/observed.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';

/**
 * The stages of every API whose default endpoint is an origin that a behavior of `distribution` leads to, by the origin's domain name. Nothing is
 * asked about a distribution that has no such origin, which is the usual one.
 */
export async function observeApiStages(
  clients: AwsClients,
  distribution: Observed<Distribution>,
  apiDomains: Observed<readonly ApiDomain[]>,
): Promise<ObservedEdge['apiStages']> {
  if (distribution.kind !== 'present') return {};
  const { settings } = distribution.value;
  const used = behaviorsOf(settings).map(({ behavior }) => behavior.targetOriginId);
  const origins = settings.origins.filter((origin) => used.includes(origin.id));
  const stages: Record<string, Observed<readonly string[]>> = {};
  for (const { domainName } of origins) {
    const endpoint = defaultEndpointOf(domainName);
    if (endpoint === undefined || stages[domainName] !== undefined) continue;
    stages[domainName] = await stagesOf(clients, endpoint, isKnownRestApi(endpoint, apiDomains) ? 'REST' : 'not known');
  }
  return stages;
}

function isKnownRestApi({ apiId }: DefaultEndpoint, apiDomains: Observed<readonly ApiDomain[]>): boolean {
  const domains = apiDomains.kind === 'present' ? apiDomains.value : [];
  const apis = domains.flatMap((domain) => (domain.apis.kind === 'present' ? domain.apis.value : []));
  return apis.some((api) => api.apiId === apiId && api.protocol === 'REST');
}

/** Each version of the API answers 404 for the other's APIs; absent when neither knows this one. */
async function stagesOf(
  clients: AwsClients,
  endpoint: DefaultEndpoint,
  protocol: 'REST' | 'not known',
): Promise<Observed<readonly string[]>> {
  const stages = protocol === 'REST' ? ABSENT : orAbsent(await readStages(clients, endpoint));
  return stages.kind === 'absent' ? readRestStages(clients, endpoint) : stages;
}

function readStages(clients: AwsClients, { region, apiId }: DefaultEndpoint): Promise<Observed<readonly string[]>> {
  return readPages(
    'ApiGatewayV2.GetStages',
    () =>
      pages(
        (NextToken: string | undefined) =>
          clients.apiGateway(region).send(new GetStagesCommand({ ApiId: apiId, MaxResults: '100', NextToken })),
        (page: GetStagesCommandOutput) => page.NextToken,
      ),
    (page) => (page.Items ?? []).flatMap(({ StageName }) => StageName ?? []),
  );
}

async function readRestStages(
  clients: AwsClients,
  { region, apiId }: DefaultEndpoint,
): Promise<Observed<readonly string[]>> {
  const answer = await called('APIGateway.GetStages', () =>
    clients.apiGatewayV1(region).send(new GetRestStagesCommand({ restApiId: apiId })),
  );
  return answer.kind === 'failed' ? orAbsent(unreadable(answer.failure)) : present(namesOf(answer.value));
}

function namesOf({ item = [] }: GetRestStagesCommandOutput): readonly string[] {
  return item.flatMap(({ stageName }) => stageName ?? []);
}

function orAbsent<T>(observed: Observed<T>): Observed<T> {
  return observed.kind === 'unreadable' && observed.failure.kind === 'NotFound' ? ABSENT : observed;
}
