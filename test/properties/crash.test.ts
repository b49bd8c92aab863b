/**
 * Laws: a process that dies at any AWS call, before or after it took effect, then starting again, ends in the same state as no crash; nothing is left
 * behind; the name always leads to something that serves it. One call that fails is made up for by the same run.
 */
import fc from 'fast-check';
import type { EdgeTarget } from '../../functions/reconciler/model/look.ts';
import type { LookContext } from '../../functions/reconciler/reconcile.ts';
import { cloudFront } from '../../simulator/cloudfront/state.ts';
import { publicRecords } from '../../simulator/core/dns-lookup.ts';
import { callsOf, deathIn, deployFast, dying, faultIn, faulting } from '../support/crashing.ts';
import { ACCOUNT, API_BEHAVIOR, DOMAIN, distributionOf, estateOf, frontedEstate, seed } from '../support/estates.ts';
import { customPolicies } from '../support/header-policies.ts';
import { letGo, useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws();

const RUNS = Number(process.env.PROPERTY_RUNS ?? 12);
const FAULTS = ['disconnect-before-effect', 'timeout-after-effect', 'throttle', 'error'] as const;

const openAndCaching = {
  ...API_BEHAVIOR,
  ViewerProtocolPolicy: 'allow-all',
  CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
};

interface Story {
  readonly title: string;
  readonly prepare: () => Promise<unknown>;
  readonly target: EdgeTarget;
  readonly expectEnd: () => Promise<void>;
}

const STORIES: readonly Story[] = [
  {
    title: 'a create',
    prepare: async () => seed(aws, estateOf()),
    target: wanted(DOMAIN),
    async expectEnd() {
      const [edge, ...more] = await seen.distributions();
      expect(more).toEqual([]);
      expect(await seen.records(DOMAIN)).toEqual([`A ${edge!.domainName}`, `AAAA ${edge!.domainName}`]);
      expect(await customPolicies(aws)).toHaveLength(1);
    },
  },
  {
    title: 'a correction, whose invalidation is sent once,',
    prepare: async () => seed(aws, frontedEstate(distributionOf({ DefaultCacheBehavior: openAndCaching }))),
    target: wanted(DOMAIN),
    async expectEnd() {
      const [edge] = await seen.distributions();
      expect((await seen.config(edge!.id)).DefaultCacheBehavior!.ViewerProtocolPolicy).toBe('redirect-to-https');
      const { invalidations } = aws.simulator.world.state(cloudFront, ACCOUNT).distributions.get(edge!.id)!;
      expect(invalidations.size).toBe(1);
      expect(await seen.tags(edge!.arn)).not.toHaveProperty('secure-api-edge:pending-invalidation');
    },
  },
  {
    title: 'a letting-go',
    async prepare() {
      seed(aws, estateOf());
      deployFast(aws);
      await reconciler.converge(wanted(DOMAIN));
    },
    target: letGo(DOMAIN),
    async expectEnd() {
      expect(await seen.distributions()).toEqual([]);
      expect(await customPolicies(aws)).toEqual([]);
      const records = await seen.records(DOMAIN);
      expect(records).toEqual([expect.stringMatching(/^A d-.*execute-api/)]);
    },
  },
];

describe.each(STORIES)('$title', ({ prepare, target, expectEnd }) => {
  const begin = async () => {
    await aws.simulator.reset();
    await prepare();
    deployFast(aws);
  };
  const run = (overrides: Partial<LookContext> = {}) => reconciler.converge(target, overrides, alwaysServed);
  const calls = async () => {
    await begin();
    return callsOf(reconciler, run);
  };

  test('that dies at any call is finished by the next run, once', async () => {
    await fc.assert(
      fc.asyncProperty(deathIn(await calls()), async (death) => {
        await begin();
        await dying(reconciler, death, run);
        alwaysServed();

        const look = await run();

        expect(look.outcome).toEqual({ kind: 'in-sync' });
        await expectEnd();
        await expectNothingLeft();
      }),
      { numRuns: RUNS },
    );
  });

  test('is finished by the same run when any one call fails', async () => {
    await fc.assert(
      fc.asyncProperty(faultIn(await calls(), FAULTS), async (fault) => {
        await begin();

        const look = await faulting(aws, fault, run);

        expect(look.outcome).toEqual({ kind: 'in-sync' });
        await expectEnd();
        await expectNothingLeft();
      }),
      { numRuns: Math.ceil(RUNS / 2) },
    );
  });

  async function expectNothingLeft(): Promise<void> {
    reconciler.forget();
    const { plan } = await run();
    expect(plan.steps).toEqual([]);
    expect(reconciler.writes()).toEqual([]);
  }
});

/** The name leads to the API, or to an enabled distribution that carries it and has been deployed with it. */
function alwaysServed(): void {
  expect(isServed()).toBe(true);
}

function isServed(): boolean {
  const dns = aws.simulator.world.state(publicRecords, '*');
  const target = dns.get(`${DOMAIN}|A`) ?? dns.get(`${DOMAIN}|CNAME`);
  const host = JSON.stringify(target ?? '');
  if (host.includes('execute-api')) return true;
  const distributions = [...aws.simulator.world.state(cloudFront, ACCOUNT).distributions.values()];
  const edge = distributions.find((one) => host.includes(one.domainName));
  return (
    edge?.deployedConfig?.Enabled === true &&
    edge.config.Enabled === true &&
    (edge.deployedConfig.Aliases?.Items ?? []).includes(DOMAIN)
  );
}
