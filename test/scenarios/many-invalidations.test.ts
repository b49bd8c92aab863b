/** Guards against: a sweep that reports edges as failed because CloudFront takes only 15 invalidations of everything at a time. */
import { cloudFront } from '../../simulator/cloudfront/state.ts';
import { loadEstate } from '../../simulator/estates/load-estate.ts';
import { ACCOUNT, API_BEHAVIOR, API_ORIGIN, distributionOf } from '../support/estates.ts';
import { useReconciler } from '../support/reconciler.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';

const aws = useSimulatedAws();
const reconciler = useReconciler(aws);

const NAMES = Array.from({ length: 20 }, (_, index) => `api-${index}.example.com`);
const CACHING = {
  ...API_BEHAVIOR,
  ViewerProtocolPolicy: 'allow-all',
  CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
};

test('a sweep waits for earlier invalidations when it owes more than CloudFront takes at a time', async () => {
  const certificate = { names: ['*.example.com'] };
  loadEstate(aws.simulator, {
    accounts: {
      [ACCOUNT]: {
        certificates: {
          edge: { region: 'us-east-1', ...certificate },
          regional: { region: 'eu-west-1', ...certificate },
        },
        apis: { shop: { region: 'eu-west-1', protocol: 'HTTP', routes: [{ key: '$default' }] } },
        apiDomains: NAMES.map((name) => ({
          name,
          region: 'eu-west-1',
          certificate: 'regional',
          mappings: [{ api: 'shop' }],
        })),
        distributions: Object.fromEntries(
          NAMES.map((name) => [
            name,
            distributionOf({
              CallerReference: name,
              Aliases: { Quantity: 1, Items: [name] },
              Origins: { Quantity: 1, Items: [{ ...API_ORIGIN, DomainName: { apiDomain: name } }] },
              DefaultCacheBehavior: CACHING,
            }),
          ]),
        ),
        hostedZones: [
          {
            name: 'example.com',
            records: NAMES.flatMap((name) =>
              ['A', 'AAAA'].map((type) => ({ name, type, alias: { distribution: name } })),
            ),
          },
        ],
      },
    },
  });

  const { edges } = await reconciler.sweep();

  expect(new Set(edges.map(({ outcome }) => outcome.kind))).toEqual(new Set(['in-sync']));
  const distributions = [...aws.simulator.world.state(cloudFront, ACCOUNT).distributions.values()];
  expect(distributions.map(({ invalidations }) => invalidations.size)).toEqual(NAMES.map(() => 1));
});
