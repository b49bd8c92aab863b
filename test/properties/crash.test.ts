/**
 * Laws: a crash at any AWS call, before or after it took effect, then starting again, ends in the same state as no crash; nothing is left
 * behind; the name always leads to something that serves it.
 */
import fc from 'fast-check';
import { cloudFront } from '../../simulator/cloudfront/state.ts';
import { publicRecords } from '../../simulator/core/dns-lookup.ts';
import type { Estate } from '../../simulator/estates/estate.ts';
import { crashing, deployFast } from '../support/crashing.ts';
import { ACCOUNT, API_BEHAVIOR, DOMAIN, distributionOf, estateOf, frontedEstate, seed } from '../support/estates.ts';
import { letGo, useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws();

const RUNS = Number(process.env.PROPERTY_RUNS ?? 12);

const crash = fc.record({
  ...{ code: fc.constant('InternalError'), status: fc.constant(500) },
  nth: fc.integer({ min: 1, max: 120 }),
  kind: fc.constantFrom(
    'disconnect-before-effect' as const,
    'timeout-after-effect' as const,
    'throttle' as const,
    'error' as const,
  ),
});

function seedFast(estate: Estate): void {
  seed(aws, estate);
  deployFast(aws);
}

/** The name leads to the API, or to an enabled distribution that carries it and has been deployed with it; or to nothing, if that is how it was. */
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

function alwaysServed() {
  expect(isServed()).toBe(true);
}

const brokenBehavior = {
  ...API_BEHAVIOR,
  ViewerProtocolPolicy: 'allow-all',
  CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
};

test('a create that crashes anywhere is finished by the next run', async () => {
  await fc.assert(
    fc.asyncProperty(crash, async (fault) => {
      await aws.simulator.reset();
      seedFast(estateOf());
      await crashing(aws, fault, () => reconciler.converge(wanted(DOMAIN), {}, alwaysServed));

      const look = await reconciler.converge(wanted(DOMAIN), {}, alwaysServed);

      expect(look.outcome).toEqual({ kind: 'in-sync' });
      const distributions = await seen.distributions();
      expect(distributions).toHaveLength(1);
      expect(await seen.records(DOMAIN)).toEqual([
        `A ${distributions[0]!.domainName}`,
        `AAAA ${distributions[0]!.domainName}`,
      ]);
      reconciler.forget();
      await reconciler.converge(wanted(DOMAIN));
      expect(reconciler.writes()).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test('a correction that crashes anywhere is finished, and its invalidation is not lost', async () => {
  await fc.assert(
    fc.asyncProperty(crash, async (fault) => {
      await aws.simulator.reset();
      seed(aws, frontedEstate(distributionOf({ DefaultCacheBehavior: brokenBehavior })));
      await crashing(aws, fault, () => reconciler.converge(wanted(DOMAIN), {}, alwaysServed));

      const look = await reconciler.converge(wanted(DOMAIN), {}, alwaysServed);

      expect(look.outcome).toEqual({ kind: 'in-sync' });
      const [edge] = await seen.distributions();
      expect((await seen.config(edge!.id)).DefaultCacheBehavior!.ViewerProtocolPolicy).toBe('redirect-to-https');
      const { invalidations } = aws.simulator.world.state(cloudFront, ACCOUNT).distributions.get(edge!.id)!;
      expect(invalidations.size).toBeGreaterThanOrEqual(1);
    }),
    { numRuns: RUNS },
  );
});

test('a letting-go that crashes anywhere is finished by the next run', async () => {
  await fc.assert(
    fc.asyncProperty(crash, async (fault) => {
      await aws.simulator.reset();
      seedFast(estateOf());
      const before = await seen.records(DOMAIN);
      await reconciler.converge(wanted(DOMAIN));
      await crashing(aws, fault, () => reconciler.converge(letGo(DOMAIN), {}, alwaysServed));

      const look = await reconciler.converge(letGo(DOMAIN), {}, alwaysServed);

      expect(look.outcome).toEqual({ kind: 'in-sync' });
      expect(await seen.distributions()).toEqual([]);
      expect(await seen.records(DOMAIN)).toEqual(before);
    }),
    { numRuns: RUNS },
  );
});
