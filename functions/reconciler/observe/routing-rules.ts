import {
  ListRoutingRulesCommand,
  type ListRoutingRulesCommandOutput,
  type RoutingRule,
} from '@aws-sdk/client-apigatewayv2';
import { readPages } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { pages } from '../aws/pages.ts';
import type { Region } from '../model/names.ts';
import { mapObserved, type Observed } from '../model/observed.ts';
import type { ApiRoute } from './mapped-apis.ts';
import { sortedSet } from './sorted-set.ts';

/** A domain has 50 rules at most. */
const PAGE_SIZE = 50;

/** Where the routing rules of a domain lead: a way per rule and base path. Rules invoke REST APIs only. */
export async function observeRoutingRules(
  clients: AwsClients,
  region: Region,
  DomainName: string,
): Promise<Observed<readonly ApiRoute[]>> {
  const rules = await readPages(
    'ApiGatewayV2.ListRoutingRules',
    () =>
      pages(
        (NextToken: string | undefined) =>
          clients
            .apiGateway(region)
            .send(new ListRoutingRulesCommand({ DomainName, MaxResults: PAGE_SIZE, NextToken })),
        (page: ListRoutingRulesCommandOutput) => page.NextToken,
      ),
    (page) => page.RoutingRules ?? [],
  );
  return mapObserved(rules, (all) => all.flatMap(fromRule));
}

function fromRule({ Actions = [], Conditions = [] }: RoutingRule): readonly ApiRoute[] {
  const routingHeaders = sortedSet(
    Conditions.flatMap(({ MatchHeaders }) => (MatchHeaders?.AnyOf ?? []).flatMap(({ Header }) => Header ?? [])),
  );
  const basePaths = Conditions.flatMap(({ MatchBasePaths }) => MatchBasePaths?.AnyOf ?? []);
  return Actions.flatMap(({ InvokeApi }) => {
    if (InvokeApi === undefined) return [];
    const { ApiId = '', Stage = '', StripBasePath } = InvokeApi;
    // A base path that is not stripped is part of what the API's own routes have to match.
    const keys = StripBasePath === true && basePaths.length > 0 ? basePaths : [''];
    return keys.map((key) => ({ apiId: ApiId, stage: Stage, mappingKey: key, routingHeaders }));
  });
}
