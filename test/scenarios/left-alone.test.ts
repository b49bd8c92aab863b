/** Guards against: a domain changed although its owner said no, silence about one, a guard that counts domains nobody may change. */
import { lookAtAccount } from '../../functions/reconciler/reconcile-account.ts';
import type { ApiDomainEstate } from '../../simulator/estates/estate.ts';
import { API_BEHAVIOR, DOMAIN, distributionOf, estateOf, frontedEstate, seed } from '../support/estates.ts';
import { useReconciler, wanted } from '../support/reconciler.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';

const aws = useSimulatedAws();
const reconciler = useReconciler(aws);

const API_DOMAIN: ApiDomainEstate = {
  name: DOMAIN,
  region: 'eu-west-1',
  certificate: 'regional',
  mappings: [{ api: 'shop' }],
};

/** The domain behind a distribution that allows plain text. */
function drifted(tags: Readonly<Record<string, string>> = {}) {
  return frontedEstate(
    distributionOf({ DefaultCacheBehavior: { ...API_BEHAVIOR, ViewerProtocolPolicy: 'allow-all' } }),
    { account: { apiDomains: [{ ...API_DOMAIN, tags }] } },
  );
}

async function swept(...overrides: Parameters<typeof reconciler.sweep>) {
  reconciler.forget();
  const { edges } = await reconciler.sweep(...overrides);
  return { outcome: edges[0]!.outcome, plan: edges[0]!.plan, writes: reconciler.writes() };
}

test.each([
  ['a drifted edge', drifted({ 'secure-api-edge:manage': 'no' })],
  [
    'a domain without an edge',
    estateOf({ account: { apiDomains: [{ ...API_DOMAIN, tags: { 'secure-api-edge:manage': 'no' } }] } }),
  ],
])('refuses to change %s whose domain says no, and names it', async (_, estate) => {
  seed(aws, estate);

  const { outcome, plan, writes } = await swept();

  expect(outcome).toMatchObject({
    kind: 'refused',
    refusals: [
      {
        rule: 'ownership',
        detail: expect.stringMatching(/^custom domain api\.example\.com: is left alone by its tag/),
      },
    ],
  });
  expect([plan.steps, plan.verdicts, writes]).toEqual([[], [], []]);
});

test('changes only domains that say yes, where that is the choice', async () => {
  seed(aws, drifted());
  const left = await swept({ choice: 'opt-in' });

  aws.simulator.reset();
  reconciler.startOver();
  seed(aws, drifted({ 'secure-api-edge:manage': 'yes' }));
  const changed = await swept({ choice: 'opt-in' });

  expect(left).toMatchObject({ outcome: { kind: 'refused' }, writes: [] });
  expect(changed.outcome).toEqual({ kind: 'in-sync' });
  expect(changed.writes.map(({ operation }) => operation)).toContain('UpdateDistribution');
});

test('changes a domain that says no when somebody asks for its edge', async () => {
  seed(aws, drifted({ 'secure-api-edge:manage': 'no' }));

  const look = await reconciler.converge(wanted(DOMAIN), { choice: 'opt-in' });

  expect(look.outcome).toEqual({ kind: 'in-sync' });
});

test('learns the tag from the list of domains, without a request of its own', async () => {
  seed(aws, drifted({ 'secure-api-edge:manage': 'no' }));
  const { calls } = await reconciler.sweep({ mode: 'detect' });

  expect(
    Object.keys(calls).filter((operation) => /Tag/.test(operation) && /^APIGateway|^ApiGateway/.test(operation)),
  ).toEqual([]);
});

test('does not count domains that are left alone when it judges how much of the fleet would change', async () => {
  const other = {
    ...API_DOMAIN,
    name: 'www.example.com',
    certificate: 'www',
    tags: { 'secure-api-edge:manage': 'no' },
  };
  const estate = drifted();
  const account = estate.accounts['111111111111']!;
  const certificates = { ...account.certificates, www: { region: 'eu-west-1', names: ['www.example.com'] } };
  seed(aws, { accounts: { '111111111111': { ...account, certificates, apiDomains: [API_DOMAIN, other] } } });

  const { edges, refusal } = await lookAtAccount(reconciler.context(), {
    names: 'all',
    limits: { maximumChangedShare: 50, floor: 1 },
    secondsLeft: () => 3600,
  });

  expect(edges).toHaveLength(2);
  expect(refusal?.detail).toMatch(/^this run would change 1 of 1 edges/);
});
