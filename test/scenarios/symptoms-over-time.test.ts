/** Guards against: symptoms that come and stay by themselves (cached objects, cached errors, dangling records), and those that are told and not cured. */
import { ApiGatewayV2Client, CreateRouteCommand, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudFrontClient, DeleteDistributionCommand, GetDistributionConfigCommand } from '@aws-sdk/client-cloudfront';
import { explainRules, type RuleExplanation } from '../../cli/explain/explain-rules.ts';
import type { RuleId } from '../../functions/reconciler/model/rules.ts';
import { useServedAws } from '../support/data-plane.ts';
import { ALIAS_TO_API, API_BEHAVIOR, DOMAIN, type EstateChanges, estateOf, seed } from '../support/estates.ts';
import { letGo, useReconciledAws, wanted } from '../support/reconciler.ts';
import { simulatedProver } from '../support/simulated-prover.ts';
import { CACHING_OPTIMIZED, fronted, HOST_ONLY, legacy, ORDERS, PLAIN_ORDERS, rest } from '../support/symptom.ts';

const DEPLOYED_AFTER_SECONDS = 300;
const INVALIDATED_AFTER_SECONDS = 60;
const TTL_SECONDS = 60;

const { aws, reconciler, seen } = useReconciledAws(useServedAws());
const proving = () => ({ prover: simulatedProver(aws.plane, reconciler.context().clock) });

function begin(estate: EstateChanges): void {
  seed(aws, estateOf(estate));
  aws.simulator.clock.advance(DEPLOYED_AFTER_SECONDS);
}

async function explained(rule: RuleId): Promise<RuleExplanation> {
  const look = await reconciler.look(wanted(DOMAIN), { mode: 'detect' });
  return explainRules(look).find((one) => one.rule === rule)!;
}

async function sees(rule: RuleId): Promise<readonly string[]> {
  return (await explained(rule)).callersSee.map((symptom) => symptom.sees);
}

describe('an object that was fetched over http://', () => {
  const open = fronted({ ViewerProtocolPolicy: 'allow-all', CachePolicyId: CACHING_OPTIMIZED });
  const hit = expect.objectContaining({ 'x-cache': 'Hit from cloudfront' });
  const miss = expect.objectContaining({ 'x-cache': 'Miss from cloudfront' });
  /** Somebody asked for caching: only the protocol is wrong. */
  const cachingWanted = wanted(DOMAIN, { rules: { 'EDGE-11': 'off' } });

  test('is served over https:// after a naive change of the protocol: the cache key does not know protocols', async () => {
    begin(open);
    const [edge] = await seen.distributions();
    const { body } = await aws.internet.request(PLAIN_ORDERS);

    await seen.editByHand(edge!.id, (config) => {
      config.DefaultCacheBehavior!.ViewerProtocolPolicy = 'redirect-to-https';
    });
    aws.simulator.clock.advance(DEPLOYED_AFTER_SECONDS);

    expect(await aws.internet.request(ORDERS)).toMatchObject({ headers: hit, body });
  });

  test('is gone once the product has changed the protocol, because it has invalidated what was there', async () => {
    begin(open);
    const { body } = await aws.internet.request(PLAIN_ORDERS);
    expect(await aws.internet.request(ORDERS)).toMatchObject({ headers: hit, body });

    const look = await reconciler.converge(cachingWanted, proving());

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    aws.simulator.clock.advance(INVALIDATED_AFTER_SECONDS);
    expect(await aws.internet.request(ORDERS)).toMatchObject({
      status: 200,
      headers: miss,
      body: expect.not.stringContaining(body),
    });
    expect((await aws.internet.request(PLAIN_ORDERS)).status).toBe(301);
    expect((await aws.internet.request(ORDERS)).headers).toEqual(hit);
  });

  test('is explained as an old answer, and so is nothing once nothing is cached', async () => {
    begin(open);
    expect(await sees('EDGE-11')).toContain("an old answer or somebody else's, X-Cache: Hit from cloudfront");

    await reconciler.converge(wanted(DOMAIN), proving());

    const answers = [await aws.internet.request(ORDERS), await aws.internet.request(ORDERS)];
    expect(answers.map(({ headers }) => headers)).toEqual([miss, miss]);
    expect(await sees('EDGE-11')).toEqual([]);
  });
});

describe('an error of the API', () => {
  /** The route is made after the first caller has asked for it. */
  async function repairApi(): Promise<void> {
    const client = aws.client(ApiGatewayV2Client, { region: 'eu-west-1' });
    const { Items = [] } = await client.send(new GetApisCommand({}));
    await client.send(new CreateRouteCommand({ ApiId: Items[0]!.ApiId!, RouteKey: 'GET /orders' }));
  }
  const ERRORS = { Quantity: 1, Items: [{ ErrorCode: 404, ErrorCachingMinTTL: 300 }] };
  const broken = fronted(
    { ...legacy('Host', 'Authorization'), MinTTL: 0 },
    { config: { CustomErrorResponses: ERRORS }, api: { routes: [{ key: 'GET /health' }] } },
  );

  test('stays after the API has recovered where errors are cached, though every time to live is zero', async () => {
    begin(broken);
    expect((await aws.internet.request(ORDERS)).status).toBe(404);

    await repairApi();

    expect(await aws.internet.request(ORDERS)).toMatchObject({
      status: 404,
      headers: { 'x-cache': 'Error from cloudfront' },
    });
    expect(await sees('EDGE-11')).toContain(
      'an error that stays after the API has recovered, X-Cache: Error from cloudfront',
    );
  });

  test('is over with the error once the product has looked', async () => {
    begin(broken);
    expect((await reconciler.converge(wanted(DOMAIN), proving())).outcome).toEqual({ kind: 'in-sync' });
    expect((await aws.internet.request(ORDERS)).status).toBe(404);

    await repairApi();

    expect((await aws.internet.request(ORDERS)).status).toBe(200);
  });
});

describe('a distribution that goes', () => {
  async function created(): Promise<void> {
    begin({ records: [ALIAS_TO_API] });
    expect((await reconciler.converge(wanted(DOMAIN), proving())).outcome).toEqual({ kind: 'in-sync' });
  }

  test('leaves a name that leads nowhere when somebody just deletes it, and the product says what callers see', async () => {
    await created();
    const [edge] = await seen.distributions();
    await seen.editByHand(edge!.id, (config) => Object.assign(config, { Enabled: false }));
    aws.simulator.clock.advance(DEPLOYED_AFTER_SECONDS);
    const client = aws.client(CloudFrontClient);
    const { ETag } = await client.send(new GetDistributionConfigCommand({ Id: edge!.id }));

    await client.send(new DeleteDistributionCommand({ Id: edge!.id, IfMatch: ETag }));
    aws.simulator.clock.advance(TTL_SECONDS);

    await expect(aws.internet.request(ORDERS)).rejects.toMatchObject({ code: 'ENOTFOUND' });
    const look = await reconciler.look(wanted(DOMAIN));
    expect(look.outcome.kind).toBe('refused');
    expect(look.outcome).toMatchObject({
      refusals: [{ rule: 'EDGE-14', detail: expect.stringContaining(edge!.domainName) }],
    });
  });

  test('is missed by nobody when the product lets it go: the API answers by itself, as before', async () => {
    await created();

    const look = await reconciler.converge(letGo(DOMAIN));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await seen.distributions()).toEqual([]);
    expect(await aws.internet.request(ORDERS)).toMatchObject({
      status: 200,
      headers: expect.not.objectContaining({ 'x-cache': expect.anything() }),
    });
  });
});

describe('a certificate of the API that CloudFront does not trust', () => {
  const untrusted = {
    certificates: {
      edge: { region: 'us-east-1', names: [DOMAIN] },
      regional: { region: 'eu-west-1', names: [DOMAIN], type: 'PRIVATE' },
    },
  } as const;

  test('is answered with 502 through a distribution that somebody made', async () => {
    begin({ ...fronted({}), account: untrusted });

    expect(await aws.internet.request(ORDERS)).toMatchObject({ status: 502, headers: { server: 'CloudFront' } });
  });

  test('keeps the product from moving the records, so that nobody meets the 502', async () => {
    begin({ records: [ALIAS_TO_API], account: untrusted });

    const look = await reconciler.converge(wanted(DOMAIN), proving());

    expect(look.outcome.kind).toBe('refused');
    await expect(aws.internet.request(PLAIN_ORDERS)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(await seen.records(DOMAIN)).toEqual([expect.stringContaining('execute-api')]);
  });
});

describe('a WebSocket', () => {
  const chat = { protocol: 'WEBSOCKET', routes: [{ key: '$connect' }, { key: '$default' }] } as const;

  test('does not open where the headers of its handshake are not forwarded, and opens once they are', async () => {
    begin(fronted({ OriginRequestPolicyId: HOST_ONLY }, { api: chat }));
    await expect(aws.internet.webSocket(`wss://${DOMAIN}/`)).rejects.toThrow('the handshake was answered with');
    expect(await sees('EDGE-08')).toContain('a WebSocket that does not open');

    const look = await reconciler.converge(wanted(DOMAIN), proving());

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    const webSocket = await aws.internet.webSocket(`wss://${DOMAIN}/`);
    webSocket.terminate();
  });
});

describe('what is told and not cured, because only the owner knows what was meant', () => {
  const MISSING_TOKEN = { status: 403, body: '{"message":"Missing Authentication Token"}' };
  const NOT_FOUND = { status: 404, body: '{"message":"Not Found"}' };
  const prefixed = { origin: { OriginPath: '/v9' } };
  const pattern = (name: string) => ({
    config: { CacheBehaviors: { Quantity: 1, Items: [{ ...API_BEHAVIOR, PathPattern: name }] } },
  });

  test.each([
    [
      'an origin path before an HTTP API',
      fronted({}, { ...prefixed, api: { routes: [{ key: 'GET /orders' }] } }),
      ORDERS,
      NOT_FOUND,
    ],
    ['an origin path before a REST API', fronted({}, { ...prefixed, api: rest({}) }), ORDERS, MISSING_TOKEN],
    [
      'an origin path that is no stage of the default endpoint',
      fronted(
        { OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac' },
        {
          origin: { DomainName: { api: 'shop' }, OriginPath: '/v9' },
          api: { stages: ['prod'], routes: [{ key: 'GET /orders' }] },
        },
      ),
      ORDERS,
      NOT_FOUND,
    ],
    [
      'a path pattern that no route matches',
      fronted({}, { ...pattern('/api/*'), api: rest({}) }),
      `https://${DOMAIN}/api/orders`,
      MISSING_TOKEN,
    ],
  ])('EDGE-12 %s', async (_, estate, url, gets) => {
    begin(estate);
    expect(await aws.internet.request(url)).toMatchObject(gets);

    const { word, callersSee, fix } = await explained('EDGE-12');

    expect(word).toBe('drift');
    expect(callersSee.map((symptom) => symptom.sees)).toContain(`${gets.status} ${gets.body}`);
    expect(fix).toMatchObject({ kind: 'by-hand', advice: [expect.stringContaining('Path')] });
    const look = await reconciler.converge(wanted(DOMAIN), proving());
    expect(look.applied).toEqual([]);
    expect(await aws.internet.request(url)).toMatchObject(gets);
  });

  test("EDGE-16 the API's own endpoint, which answers around the edge", async () => {
    begin({ ...fronted({}), api: { stages: ['$default'] } });
    const client = aws.client(ApiGatewayV2Client, { region: 'eu-west-1' });
    const { Items = [] } = await client.send(new GetApisCommand({}));
    const url = `${Items[0]!.ApiEndpoint}/orders`;
    expect((await aws.internet.request(url)).status).toBe(200);

    const { callersSee, fix } = await explained('EDGE-16');

    expect(callersSee.map((symptom) => symptom.sees)).toEqual(["200 on the API's own endpoint, around the edge"]);
    expect(fix).toMatchObject({ kind: 'by-hand' });
    expect((await reconciler.converge(wanted(DOMAIN), proving())).applied).toEqual([]);
    expect((await aws.internet.request(url)).status).toBe(200);
  });
});
