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
import type { AccountLook } from '../../functions/reconciler/model/look.ts';
import { readFailures } from '../../functions/reconciler/model/observed-edge.ts';
import { cloudFront } from '../../simulator/cloudfront/state.ts';
import type { Fault } from '../../simulator/core/faults.ts';
import { callsOf, deployFast, dying, nthCall, place } from '../support/crashing.ts';
import { ACCOUNT, seed } from '../support/estates.ts';
import { useReconciler } from '../support/reconciler.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { type AccountState, accountState, differences, untouchedState } from './account-state.ts';
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

const RUNS = Number(process.env.PROPERTY_RUNS ?? 8);

type Read = Omit<Fault, 'kind'>;

/** Reads without which nothing may be begun. */
const READS_FOR_ALL: readonly Read[] = [
  { service: 'cloudfront', operation: 'ListDistributions' },
  { service: 'cloudfront', operation: 'ListCachePolicies' },
  { service: 'cloudfront', operation: 'ListOriginRequestPolicies' },
  { service: 'cloudfront', operation: 'ListResponseHeadersPolicies' },
  { service: 'tagging', operation: 'GetResources' },
  { service: 'acm', operation: 'ListCertificates', region: 'us-east-1' },
  { service: 'route53', operation: 'ListHostedZones' },
  { service: 'route53', operation: 'ListResourceRecordSets' },
  { service: 'apigateway', operation: 'GetDomainNames', region: 'eu-west-1' },
  { service: 'apigateway', operation: 'GetApiMappings' },
];
/** Reads that only some domains need: the others go on. */
const READS_FOR_SOME: readonly Read[] = [
  { service: 'apigateway', operation: 'GetRoutes' },
  { service: 'apigateway', operation: 'GetRestApi' },
  { service: 'apigateway', operation: 'GetResources' },
  { service: 'apigateway', operation: 'GetAuthorizers' },
  { service: 'apigateway', operation: 'GetStages' },
  { service: 'apigateway', operation: 'ListRoutingRules' },
  { service: 'cloudfront', operation: 'ListTagsForResource' },
  { service: 'cloudfront', operation: 'GetDistributionConfig' },
  { service: 'secretsmanager', operation: 'GetSecretValue' },
  { operation: 'ListSubscriptions' },
];
const reads = fc.oneof(
  fc.subarray([...READS_FOR_SOME], { minLength: 1, maxLength: 3 }),
  fc.subarray([...READS_FOR_ALL, ...READS_FOR_SOME], { minLength: 1, maxLength: 3 }),
);

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
    fc.asyncProperty(mixedDomains, reads, async (domains, reads) => {
      const wanted = await sweptState(domains);
      await begin(domains);
      const before = foreign(domains);
      const made = distributionCount();
      const servedBefore = served();
      aws.simulator.faults.add(reads.map((one) => ({ ...one, kind: 'access-denied', times: 'always' })));
      const hidden = unread(await reconciler.sweep({ mode: 'detect' }));

      const swept = await reconciler.sweep();

      const denied = aws.simulator.requests().some(({ code = '' }) => /Denied|Forbidden/.test(code));
      if (denied) expect(said(swept)).not.toEqual([]);
      if (reads.some((one) => READS_FOR_ALL.includes(one))) expect(distributionCount()).toBe(made);
      expect(served().filter((name) => !servedBefore.includes(name) && hidden.includes(name))).toEqual([]);
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

test('a sweep that dies at any call and the next one end where one sweep ends', async () => {
  const effect = fc.constantFrom('before' as const, 'after' as const);
  await fc.assert(
    fc.asyncProperty(mixedDomains, place, effect, async (domains, at, effect) => {
      await begin(domains);
      const calls = await callsOf(reconciler, (overrides) => reconciler.sweep(overrides));
      const wanted = state();
      await begin(domains);
      const before = foreign(domains);

      await dying(reconciler, { nth: nthCall(calls, at), effect }, (overrides) => reconciler.sweep(overrides));
      const swept = await reconciler.sweep();

      expect(unsettled(swept)).toEqual([]);
      expect(differences(wanted, state())).toEqual([]);
      expect(differences(before, foreign(domains))).toEqual([]);
      reconciler.forget();
      await reconciler.sweep();
      expect(reconciler.writes()).toEqual([]);
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

function served(): readonly string[] {
  const { distributions } = aws.simulator.world.state(cloudFront, ACCOUNT);
  return [...distributions.values()].flatMap(({ config }) => config.Aliases?.Items ?? []);
}

function unread({ edges }: AccountLook): readonly string[] {
  return edges
    .filter(({ outcome }) => ['failed', 'not-checked'].includes(outcome.kind))
    .map(({ plan }) => plan.domainName);
}

/** Wherever a look says that something was not read. */
function said(look: AccountLook): readonly unknown[] {
  const verdicts = look.edges.flatMap(({ plan }) => plan.verdicts);
  const notChecked = verdicts.filter(({ verdict }) => verdict === 'not-checked');
  return [...unread(look), ...look.notChecked, ...notChecked, ...leftAloneUnread(look)];
}

/** Refused before anything of them is judged, and so never taken for clean. */
function leftAloneUnread({ edges }: AccountLook): readonly unknown[] {
  return edges.filter(
    ({ observed, outcome, plan }) =>
      readFailures(observed).length > 0 &&
      outcome.kind === 'refused' &&
      plan.refusals.some(({ rule }) => rule === 'ownership'),
  );
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
