import {
  CreateRoutingRuleCommand,
  type CreateRoutingRuleCommandInput,
  DeleteRoutingRuleCommand,
  GetRoutingRuleCommand,
  ListRoutingRulesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { putRestApi } from '../../../simulator/apigatewayv2/seed.ts';
import { apiGatewayV2 } from '../../../simulator/apigatewayv2/service.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { apiGateway, contextOf, createDomain, createHttpApi } from './api-gateway-world.ts';

const aws = useSimulatedAws({ services: [apiGatewayV2] });
const DomainName = 'api.example.com';

beforeEach(() => createDomain(aws, DomainName));

function restApi(): string {
  return putRestApi(contextOf(aws), { name: 'orders', stages: ['prod'] }).restApiId;
}

function rule(ApiId: string, input: Partial<CreateRoutingRuleCommandInput> = {}) {
  const Actions = [{ InvokeApi: { ApiId, Stage: 'prod' } }];
  const Conditions = [{ MatchBasePaths: { AnyOf: ['orders'] } }];
  return apiGateway(aws).send(
    new CreateRoutingRuleCommand({ DomainName, Priority: 10, Actions, Conditions, ...input }),
  );
}

describe('validation', () => {
  test('refuses a rule to an HTTP API', async () => {
    await expect(rule(await createHttpApi(aws))).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('refuses a priority that another rule has, and one out of range', async () => {
    const apiId = restApi();
    await rule(apiId);

    await expect(rule(apiId)).rejects.toMatchObject({ name: 'ConflictException' });
    await expect(rule(apiId, { Priority: 1_000_001 })).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('refuses more than two header conditions', async () => {
    const header = { MatchHeaders: { AnyOf: [{ Header: 'x-tenant', ValueGlob: 'a*' }] } };

    const answer = rule(restApi(), { Conditions: [header, header, header] });

    await expect(answer).rejects.toMatchObject({ name: 'BadRequestException' });
  });
});

describe('behavior', () => {
  test('creates, reads, lists and deletes a rule', async () => {
    const { RoutingRuleId } = await rule(restApi());

    const read = await apiGateway(aws).send(new GetRoutingRuleCommand({ DomainName, RoutingRuleId }));
    const listed = await apiGateway(aws).send(new ListRoutingRulesCommand({ DomainName }));
    await apiGateway(aws).send(new DeleteRoutingRuleCommand({ DomainName, RoutingRuleId }));

    expect(read).toMatchObject({ Priority: 10, Conditions: [{ MatchBasePaths: { AnyOf: ['orders'] } }] });
    expect(listed.RoutingRules).toHaveLength(1);
    const left = await apiGateway(aws).send(new ListRoutingRulesCommand({ DomainName }));
    expect(left.RoutingRules).toEqual([]);
  });
});
