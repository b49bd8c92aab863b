import { GetTagsCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-apigatewayv2';
import { apiGatewayV2 } from '../../../simulator/apigatewayv2/service.ts';
import { resourceTags } from '../../../simulator/core/resource-tags.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { ACCOUNT, apiGateway, createDomain } from './api-gateway-world.ts';

const aws = useSimulatedAws({ services: [apiGatewayV2] });
const ResourceArn = 'arn:aws:apigateway:eu-west-1::/domainnames/api.example.com';

beforeEach(() => createDomain(aws, 'api.example.com'));

describe('validation', () => {
  test('refuses a resource that does not exist', async () => {
    const answer = apiGateway(aws).send(
      new GetTagsCommand({ ResourceArn: 'arn:aws:apigateway:eu-west-1::/domainnames/b.example.com' }),
    );

    await expect(answer).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  test('refuses keys that AWS keeps for itself', async () => {
    const answer = apiGateway(aws).send(new TagResourceCommand({ ResourceArn, Tags: { 'aws:team': 'shop' } }));

    await expect(answer).rejects.toMatchObject({ name: 'BadRequestException' });
  });
});

describe('behavior', () => {
  test('adds and removes tags, which the tagging API sees', async () => {
    await apiGateway(aws).send(new TagResourceCommand({ ResourceArn, Tags: { team: 'shop', stage: 'prod' } }));

    await apiGateway(aws).send(new UntagResourceCommand({ ResourceArn, TagKeys: ['stage'] }));

    const { Tags } = await apiGateway(aws).send(new GetTagsCommand({ ResourceArn }));
    expect(Tags).toEqual({ team: 'shop' });
    const seen = aws.simulator.world.state(resourceTags, ACCOUNT).get(ResourceArn);
    expect([...(seen ?? [])]).toEqual([['team', 'shop']]);
  });
});
