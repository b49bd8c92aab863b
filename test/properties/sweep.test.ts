/**
 * Laws of a sweep over an account with domains of all kinds: it ends, a second one writes nothing, what is not ours is not touched, what cannot be
 * read is said and nothing is made for it, and a crash at any call is repaired by the next sweep.
 */
import {
  CloudFrontClient,
  CreateCachePolicyCommand,
  CreateOriginRequestPolicyCommand,
  type DistributionConfig,
} from '@aws-sdk/client-cloudfront';
import fc from 'fast-check';
import { createAwsClients } from '../../functions/reconciler/aws/clients.ts';
import type { AccountLook } from '../../functions/reconciler/model/look.ts';
import { cloudFront } from '../../simulator/cloudfront/state.ts';
import type { Fault } from '../../simulator/core/faults.ts';
import { deployFast } from '../support/crashing.ts';
import { ACCOUNT, seed } from '../support/estates.ts';
import { useReconciler } from '../support/reconciler.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { type AccountState, accountState, differences, untouchedState } from './account-state.ts';
import { hookClients } from './hooked-clients.ts';
import {
  CLOSED_KINDS,
  domainName,
  type MixedDomain,
  mixedDomains,
  mixedEstate,
  tagStackResources,
} from './mixed-estate.ts';

const aws = useSimulatedAws();
const reconciler = useReconciler(aws);

const RUNS = Number(process.env.PROPERTY_RUNS ?? 6);

/** Reads without which nothing may be begun. */
const READS: readonly Omit<Fault, 'kind'>[] = [
  { service: 'cloudfront', operation: 'ListDistributions' },
  { service: 'cloudfront', operation: 'ListOriginRequestPolicies' },
  { service: 'cloudfront', operation: 'ListResponseHeadersPolicies' },
  { service: 'tagging', operation: 'GetResources' },
  { service: 'acm', operation: 'ListCertificates', region: 'us-east-1' },
  { service: 'route53', operation: 'ListHostedZones' },
  { service: 'route53', operation: 'ListResourceRecordSets' },
  { service: 'apigateway', operation: 'GetDomainNames', region: 'eu-west-1' },
  { service: 'apigateway', operation: 'GetApiMappings' },
  { service: 'apigateway', operation: 'GetRoutes' },
];

test('a sweep ends, a second one writes nothing, and nothing foreign has changed', async () => {
  await fc.assert(
    fc.asyncProperty(mixedDomains, async (domains) => {
      await begin(domains);
      const before = foreign(domains);

      const swept = await reconciler.sweep();

      expect(unsettled(swept)).toEqual([]);
      expect(outcomesOf(swept, domains, isOpen)).toEqual(new Set(['in-sync']));
      expect(differences(before, foreign(domains))).toEqual([]);
      reconciler.forget();
      const again = await reconciler.sweep();
      expect(reconciler.writes()).toEqual([]);
      expect(again.edges.flatMap(({ plan }) => (plan.refusals.length === 0 ? plan.steps : []))).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test('what cannot be read is said, nothing is made for it, and it is caught up once it can be read', async () => {
  await fc.assert(
    fc.asyncProperty(mixedDomains, fc.subarray([...READS], { minLength: 1, maxLength: 3 }), async (domains, reads) => {
      const wanted = await sweptState(domains);
      await begin(domains);
      const before = foreign(domains);
      const made = distributionCount();
      aws.simulator.faults.add(reads.map((one) => ({ ...one, kind: 'access-denied', times: 'always' })));

      const swept = await reconciler.sweep();

      const denied = aws.simulator.requests().some(({ code = '' }) => /Denied|Forbidden/.test(code));
      const notChecked = swept.edges.filter(({ outcome }) => ['failed', 'not-checked'].includes(outcome.kind));
      expect(denied && notChecked.length === 0 ? swept.notChecked : ['said']).not.toEqual([]);
      expect(distributionCount()).toBe(made);
      expect(differences(before, foreign(domains))).toEqual([]);
      reconciler.forget();
      await reconciler.sweep();
      expect(reconciler.writes()).toEqual([]);

      aws.simulator.faults.clear();
      await reconciler.sweep();
      expect(differences(wanted, state())).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test('a sweep that crashes at any call and the next one end where one sweep ends', async () => {
  const crash = fc.record({
    /** Where in the sweep, from before its first call to before its last. */
    when: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    effect: fc.constantFrom('before' as const, 'after' as const),
  });
  await fc.assert(
    fc.asyncProperty(mixedDomains, crash, async (domains, { when, effect }) => {
      const wanted = await sweptState(domains);
      const nth = 1 + Math.floor(when * aws.simulator.requests().length);
      await begin(domains);
      const before = foreign(domains);

      await crashingSweep(nth, effect);
      const swept = await reconciler.sweep();

      expect(unsettled(swept)).toEqual([]);
      expect(differences(wanted, state())).toEqual([]);
      expect(differences(before, foreign(domains))).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

/** A new account with these domains, and with policies that nobody uses and that are not ours. */
async function begin(domains: readonly MixedDomain[]): Promise<void> {
  await aws.simulator.reset();
  seed(aws, mixedEstate(domains));
  tagStackResources(aws.simulator.world);
  deployFast(aws);
  const client = aws.client(CloudFrontClient);
  const none = {
    CookiesConfig: { CookieBehavior: 'none' },
    QueryStringsConfig: { QueryStringBehavior: 'none' },
  } as const;
  await client.send(
    new CreateOriginRequestPolicyCommand({
      OriginRequestPolicyConfig: { Name: 'theirs', HeadersConfig: { HeaderBehavior: 'none' }, ...none },
    }),
  );
  await client.send(
    new CreateCachePolicyCommand({
      CachePolicyConfig: {
        Name: 'theirs',
        MinTTL: 1,
        ParametersInCacheKeyAndForwardedToOrigin: {
          EnableAcceptEncodingGzip: false,
          HeadersConfig: { HeaderBehavior: 'none' },
          ...none,
        },
      },
    }),
  );
  reconciler.forget();
}

async function sweptState(domains: readonly MixedDomain[]): Promise<AccountState> {
  await begin(domains);
  await reconciler.sweep();
  return state();
}

function state(): AccountState {
  return accountState(aws.simulator.world);
}

function isOpen({ kind }: MixedDomain): boolean {
  return !(CLOSED_KINDS as readonly string[]).includes(kind);
}

/** What no sweep may touch: distributions, to the version; records and policies that are not of an open domain or ours. */
function foreign(domains: readonly MixedDomain[]): AccountState {
  const open = domains.flatMap((domain, index) => (isOpen(domain) ? [domainName(domain, index)] : []));
  const isOfOpen = (name: string) => open.some((one) => name.includes(one)) || name.includes('policy secure-api-edge');
  const isForeign = ({ Aliases }: DistributionConfig) => !(Aliases?.Items ?? []).some((name) => open.includes(name));
  const others = Object.entries(state()).filter(([name]) => !isOfOpen(name));
  return { ...untouchedState(aws.simulator.world, isForeign), ...Object.fromEntries(others) };
}

function distributionCount(): number {
  return aws.simulator.world.state(cloudFront, ACCOUNT).distributions.size;
}

function unsettled({ edges }: AccountLook): readonly string[] {
  return edges
    .filter(({ outcome }) => ['applied', 'waiting', 'drift'].includes(outcome.kind))
    .map(({ plan }) => plan.domainName);
}

function outcomesOf(
  { edges }: AccountLook,
  domains: readonly MixedDomain[],
  which: (domain: MixedDomain) => boolean,
): ReadonlySet<string> {
  const names = domains.flatMap((domain, index) => (which(domain) ? [domainName(domain, index)] : []));
  const looks = edges.filter(({ plan }) => names.includes(plan.domainName));
  return new Set(looks.map(({ outcome }) => outcome.kind));
}

class Crash extends Error {}

/** The process ends at its nth call: nothing that comes later is sent. */
async function crashingSweep(nth: number, effect: 'before' | 'after'): Promise<void> {
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'simulated' };
  const clients = createAwsClients({ endpoint: aws.simulator.endpoint, credentials, maxAttempts: 1 });
  const inFlight: Promise<unknown>[] = [];
  let crashed = false;
  const dying = hookClients(clients, async (call, _, send) => {
    if (crashed || (call >= nth && effect === 'before')) {
      crashed = true;
      throw new Crash();
    }
    const sent = send();
    inFlight.push(sent);
    const answer = await sent;
    if (call < nth) return answer;
    crashed = true;
    throw new Crash();
  });
  await reconciler.sweep({ clients: dying }).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
  await Promise.allSettled(inFlight);
  clients.destroy();
}
