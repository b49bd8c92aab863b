/**
 * Laws over generated estates: however an edge has drifted, whatever its API is and its owner asks for, reconciling until nothing waits leaves an empty
 * plan, a second run writes nothing, what no rule names or no rule may correct is untouched, and nobody else's distribution is changed.
 */
import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import fc from 'fast-check';
import type { Outcome } from '../../functions/reconciler/model/outcome.ts';
import type { RuleId } from '../../functions/reconciler/model/rules.ts';
import { deployFast } from '../support/crashing.ts';
import { DOMAIN, seed } from '../support/estates.ts';
import { useReconciledAws, wanted } from '../support/reconciler.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { type Drifted, drifted, driftedEstate, isNameless, THEIR_RESPONSE_HEADERS } from './drifted-estate.ts';

const { aws, reconciler, seen } = useReconciledAws(useSimulatedAws({ pageLimit: 1 }));

const RUNS = Number(process.env.PROPERTY_RUNS ?? 16);

test('any drift ends in an empty plan, once, and touches nothing that no rule names', async () => {
  await fc.assert(
    fc.asyncProperty(drifted, async (drift) => {
      await aws.simulator.reset();
      seed(aws, await driftedEstate(aws, drift));
      deployFast(aws);
      const target = wanted(DOMAIN, drift.asked);
      const [edge, foreign] = await both();
      if (isNameless(drift))
        await seen.editByHand(edge, (config) => Object.assign(config, { Aliases: { Quantity: 0 } }));
      const [before, foreignBefore] = [await seen.config(edge), await seen.config(foreign)];

      const look = await reconciler.converge(target);

      expectEnd(look.outcome, drift);
      expect(look.plan.steps).toEqual([]);
      const after = await seen.config(edge);
      expect(unnamed(after)).toEqual(unnamed(before));
      expect(moderated(after, drift)).toEqual(moderated(before, drift));
      expect(await seen.config(foreign)).toEqual(foreignBefore);
      reconciler.forget();
      const again = await reconciler.converge(target);
      expect(again.plan.steps).toEqual([]);
      expect(reconciler.writes()).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

/**
 * In sync, but for what is said instead: somebody's own response headers stay where HSTS is asked for; behind a group of origins nothing single is
 * right; records do not move to what a rule that only reports finds wrong.
 */
function expectEnd(outcome: Outcome, drift: Drifted): void {
  const { asked, defaultBehavior, ordered, withOriginGroup, dns } = drift;
  const behaviors = [defaultBehavior, ...ordered] as { readonly ResponseHeadersPolicyId?: string }[];
  const isTheirs = behaviors.some((one) => one.ResponseHeadersPolicyId === THEIR_RESPONSE_HEADERS);
  const hsts = asked.hsts?.kind === 'fixed' && isTheirs && isEnforced(drift, 'EDGE-13');
  const isModerated = Object.values(asked.rules ?? {}).some((mode) => mode !== 'enforce');
  if (outcome.kind === 'refused') {
    const rules = new Set(outcome.refusals.map(({ rule }) => rule));
    const mayStay = isModerated && dns !== 'distribution';
    const expected = [...(hsts ? ['EDGE-13'] : []), ...(mayStay && rules.has('EDGE-14') ? ['EDGE-14'] : [])];
    expect([...rules].sort()).toEqual(expected);
    return;
  }
  expect(hsts).toBe(false);
  const unjudged = withOriginGroup && isEnforced(drift, 'EDGE-07');
  expect(outcome).toEqual(unjudged ? { kind: 'not-checked', details: expect.anything() } : { kind: 'in-sync' });
}

function isEnforced({ asked }: Drifted, rule: RuleId): boolean {
  return (asked.rules?.[rule] ?? 'enforce') === 'enforce';
}

/** The drifted one and the foreign one. */
async function both(): Promise<[string, string]> {
  const ids = (await seen.distributions()).map(({ id }) => id);
  const configs = await Promise.all(ids.map((id) => seen.config(id)));
  const foreign = configs.findIndex(({ CallerReference }) => CallerReference === 'foreign');
  return [ids[1 - foreign]!, ids[foreign]!];
}

/** The settings of rules that may not correct. */
function moderated(config: DistributionConfig, drift: Drifted): unknown {
  const isLeft = (rule: RuleId) => !isEnforced(drift, rule);
  const behaviors = [config.DefaultCacheBehavior!, ...(config.CacheBehaviors?.Items ?? [])];
  const origins = config.Origins!.Items!.map(({ CustomOriginConfig }) => CustomOriginConfig!);
  return {
    ...(isLeft('EDGE-01') && { viewers: behaviors.map((one) => one.ViewerProtocolPolicy) }),
    ...(isLeft('EDGE-02') && { certificate: config.ViewerCertificate!.ACMCertificateArn }),
    ...(isLeft('EDGE-03') && { minimum: config.ViewerCertificate!.MinimumProtocolVersion }),
    ...(isLeft('EDGE-05') && { protocols: origins.map((one) => one.OriginProtocolPolicy) }),
    ...(isLeft('EDGE-06') && { tls: origins.map((one) => one.OriginSslProtocols) }),
    ...(isLeft('EDGE-10') && { methods: behaviors.map((one) => one.AllowedMethods) }),
    ...(isLeft('EDGE-11') && { caching: behaviors.map((one) => [one.CachePolicyId, one.DefaultTTL, one.MaxTTL]) }),
    ...(isLeft('EDGE-13') && { responses: behaviors.map((one) => one.ResponseHeadersPolicyId) }),
  };
}

/** The config without the settings that a rule names, which is what a correction must leave alone. */
function unnamed(config: DistributionConfig): unknown {
  const behaviorRest = (one: object) => {
    const {
      ViewerProtocolPolicy,
      AllowedMethods,
      CachePolicyId,
      OriginRequestPolicyId,
      ResponseHeadersPolicyId,
      ForwardedValues,
      MinTTL,
      DefaultTTL,
      MaxTTL,
      ...rest
    } = one as Record<string, unknown>;
    return rest;
  };
  const { Enabled, Aliases, ViewerCertificate, Origins, DefaultCacheBehavior, CacheBehaviors, ...settings } = config;
  const { CustomErrorResponses, ...rest } = settings;
  return {
    ...rest,
    origins: Origins?.Items?.map(({ CustomOriginConfig, CustomHeaders, ...origin }) => {
      const { OriginProtocolPolicy, OriginSslProtocols, ...custom } = CustomOriginConfig ?? {};
      const headers = CustomHeaders?.Items?.filter(({ HeaderName }) => HeaderName !== 'X-Origin-Verify');
      return origin.Id === 'pages' ? { ...origin, CustomOriginConfig } : { ...origin, custom, headers };
    }),
    behaviors: [DefaultCacheBehavior!, ...(CacheBehaviors?.Items ?? [])].map(behaviorRest),
  };
}
