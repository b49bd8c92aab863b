/**
 * Guards against: a distribution in front of a custom domain by that domain's own name, as AWS's recipe has it, whose plain HTTP, methods and caching
 * nobody judges because the name does not look like API Gateway; and a Host that is exchanged there, which changes whose API answers.
 */
import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { RuleId } from '../../functions/reconciler/model/rules.ts';
import { useServedAws } from '../support/data-plane.ts';
import { API_BEHAVIOR, API_ORIGIN, DOMAIN, distributionOf, frontedEstate, seed } from '../support/estates.ts';
import { useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws(useServedAws());

const ORIGIN = 'origin.example.com';
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
const RECIPE = { ...API_BEHAVIOR, OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST };
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';

function leadingToName(behavior: object = RECIPE, origin: object = {}): void {
  const edge = distributionOf({
    Origins: { Quantity: 1, Items: [{ ...API_ORIGIN, DomainName: ORIGIN, ...origin }] },
    DefaultCacheBehavior: behavior,
  });
  const toDistribution = ['A', 'AAAA'].map((type) => ({ name: DOMAIN, type, alias: { distribution: 'edge' } }));
  const toApi = { name: ORIGIN, type: 'A', alias: { apiDomain: ORIGIN } };
  seed(aws, frontedEstate(edge, { names: [DOMAIN, ORIGIN], records: [...toDistribution, toApi] }));
  aws.simulator.clock.advance(300);
}

const drifted = ({ plan }: EdgeLook): readonly RuleId[] => [
  ...new Set(plan.verdicts.filter(({ verdict }) => verdict === 'drift').map(({ rule }) => rule)),
];
const look = () => reconciler.look(wanted(DOMAIN), { mode: 'detect' });

test('as the recipe has it, it is in sync', async () => {
  leadingToName();

  const found = await look();

  expect(found.outcome).toEqual({ kind: 'in-sync' });
  expect(found.plan.verdicts).toContainEqual(
    expect.objectContaining({ rule: 'EDGE-07', verdict: 'pass', subject: `DefaultCacheBehavior Host to ${ORIGIN}` }),
  );
});

test('what an API needs is judged and corrected as on any other way there, and Host stays replaced', async () => {
  const methods = { Quantity: 2, Items: ['GET', 'HEAD'], CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] } };
  const { OriginRequestPolicyId: _, ...bare } = API_BEHAVIOR;
  leadingToName(
    { ...bare, AllowedMethods: methods, CachePolicyId: CACHING_OPTIMIZED },
    {
      CustomOriginConfig: {
        ...API_ORIGIN.CustomOriginConfig,
        OriginProtocolPolicy: 'http-only',
        OriginSslProtocols: { Quantity: 1, Items: ['TLSv1'] },
      },
    },
  );

  const found = await look();
  const settled = await reconciler.converge(wanted(DOMAIN));

  expect(drifted(found)).toEqual(
    expect.arrayContaining(['EDGE-05', 'EDGE-06', 'EDGE-08', 'EDGE-09', 'EDGE-10', 'EDGE-11']),
  );
  expect(drifted(found)).not.toContain('EDGE-07');
  expect(settled.outcome).toEqual({ kind: 'in-sync' });
  aws.simulator.clock.advance(300);
  const answer = await aws.internet.request(`https://${DOMAIN}/orders?page=2`, { method: 'POST', body: '{}' });
  expect(answer).toMatchObject({ status: 200, body: expect.stringContaining(`"host":"${ORIGIN}"`) });
});

test('a Host that is forwarded there is refused with both ways out, and nothing else is held up', async () => {
  leadingToName({ ...API_BEHAVIOR, ViewerProtocolPolicy: 'allow-all' });

  const settled = await reconciler.converge(wanted(DOMAIN));

  expect(settled.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'EDGE-07' }] });
  expect(JSON.stringify(settled.outcome)).toMatch(/replace Host.*or make d-[a-z0-9]+\.execute-api/);
  const [edge] = await seen.distributions();
  const { DefaultCacheBehavior } = await seen.config(edge!.id);
  expect(DefaultCacheBehavior).toMatchObject({
    ViewerProtocolPolicy: 'redirect-to-https',
    OriginRequestPolicyId: API_BEHAVIOR.OriginRequestPolicyId,
  });
});

test('a name that is no custom domain stays what it was: no API', async () => {
  leadingToName(RECIPE, { DomainName: 'server.example.net' });

  expect((await look()).plan.verdicts.filter(({ rule }) => rule === 'EDGE-05')).toEqual([]);
});
