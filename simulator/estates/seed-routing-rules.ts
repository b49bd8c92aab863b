import { createRoutingRule } from '../apigatewayv2/create-routing-rule.ts';
import { apiTarget } from './api-target.ts';
import type { ApiDomainEstate, RoutingRuleEstate } from './estate.ts';
import { at, type Seeding } from './seeding.ts';

export function seedRoutingRules(seeding: Seeding, domain: ApiDomainEstate, path: string): void {
  (domain.routingRules ?? []).forEach((rule, index) => {
    const place = `${path}.routingRules[${index}]`;
    const { apiId, stage } = apiTarget(seeding, domain, rule, place);
    at(place, () =>
      createRoutingRule.run(
        {
          DomainName: domain.name,
          Priority: rule.priority,
          Conditions: toConditions(rule),
          Actions: [{ InvokeApi: { ApiId: apiId, Stage: stage, StripBasePath: rule.stripBasePath } }],
        },
        seeding.context(domain.region),
      ),
    );
  });
}

function toConditions({ headers = [], basePaths }: RoutingRuleEstate) {
  return [
    ...headers.map(({ header, value }) => ({ MatchHeaders: { AnyOf: [{ Header: header, ValueGlob: value }] } })),
    ...(basePaths === undefined ? [] : [{ MatchBasePaths: { AnyOf: [...basePaths] } }]),
  ];
}
