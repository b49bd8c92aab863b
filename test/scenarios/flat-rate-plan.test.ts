/** Guards against: a change to what a flat-rate plan governs, "could not be read" taken for "on no plan", a deletion that waits for ever. */
import { endSubscription, putSubscription, subscriptions } from '../../simulator/pricing-plan-manager/state.ts';
import { ACCOUNT, API_BEHAVIOR, DOMAIN, distributionOf, estateOf, frontedEstate, seed } from '../support/estates.ts';
import { letGo, name, useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws();

const STACK = { kind: 'stack', stackHash: 'aa', resourceHash: 'bb' } as const;
const OPEN = distributionOf({ DefaultCacheBehavior: { ...API_BEHAVIOR, ViewerProtocolPolicy: 'allow-all' } });

/** Somebody's distribution that carries the name; the records lead to it. */
function seedSomebodys(distribution = OPEN): void {
  seed(aws, frontedEstate(distribution));
}

/** Puts the only distribution of the account on a plan, as somebody in the console would; the subscription's ARN. */
async function subscribe(): Promise<string> {
  const [distribution] = await seen.distributions();
  return putSubscription(aws.simulator.world, ACCOUNT, { resourceArns: [distribution!.arn] });
}

async function makeDrifted(): Promise<void> {
  await reconciler.converge(wanted(DOMAIN));
  const [edge] = await seen.distributions();
  await seen.editByHand(edge!.id, (config) => {
    config.DefaultCacheBehavior!.ViewerProtocolPolicy = 'allow-all';
  });
  reconciler.forget();
}

function denyList(): void {
  aws.simulator.faults.add({ kind: 'access-denied', operation: 'ListSubscriptions', times: 'always' });
}

describe('a distribution on a flat-rate plan', () => {
  test("that is somebody's is left alone by name, with the plan and its subscription", async () => {
    seedSomebodys({ ...OPEN, pricingPlan: 'BUSINESS' });
    const [arn] = aws.simulator.world.state(subscriptions, ACCOUNT).keys();

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'ownership' }] });
    expect(JSON.stringify(look.outcome)).toContain(`is on the flat-rate pricing plan BUSINESS (${arn})`);
    expect(look.plan.verdicts).toContainEqual(expect.objectContaining({ rule: 'EDGE-01', verdict: 'drift' }));
    expect(reconciler.writes()).toEqual([]);
  });

  test('is found on any page of the subscriptions', async () => {
    for (const id of ['E1', 'E2', 'E3', 'E4'])
      putSubscription(aws.simulator.world, ACCOUNT, {
        resourceArns: [`arn:aws:cloudfront::${ACCOUNT}:distribution/${id}`],
      });
    seedSomebodys({ ...OPEN, pricingPlan: 'PRO' });

    const look = await reconciler.look(wanted(DOMAIN));

    expect(look.outcome.kind).toBe('refused');
  });

  test('that this tool made is left alone too, and in sync again once the plan has ended', async () => {
    seed(aws, estateOf());
    await makeDrifted();
    const arn = await subscribe();

    const covered = await reconciler.sweep();

    expect(covered.edges.map(({ outcome }) => outcome.kind)).toEqual(['refused']);
    expect(reconciler.writes()).toEqual([]);
    endSubscription(aws.simulator.world, ACCOUNT, arn);
    expect((await reconciler.converge(wanted(DOMAIN))).outcome).toEqual({ kind: 'in-sync' });
  });

  test('is not drawn into an edge for standing in front of the API without a name', async () => {
    const nameless = distributionOf({ Aliases: { Quantity: 0 }, ViewerCertificate: undefined });
    seed(aws, estateOf({ distributions: { edge: { ...nameless, pricingPlan: 'FREE' } } }));
    const [theirs] = await seen.distributions();

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await seen.tags(theirs!.arn)).toEqual({});
    expect(await seen.distributions()).toHaveLength(2);
  });
});

describe('letting go of an edge on a flat-rate plan', () => {
  test('restores the records, disables it, and ends with the reason', async () => {
    seed(aws, estateOf());
    const before = await seen.records(DOMAIN);
    await reconciler.converge(wanted(DOMAIN));
    const arn = await subscribe();

    const look = await reconciler.converge(letGo(DOMAIN));

    const detail = expect.stringContaining(
      `cannot be deleted while it is on the flat-rate pricing plan PRO (${arn}); cancel the plan`,
    );
    const [left] = await seen.distributions();
    expect(look.outcome).toEqual({ kind: 'refused', refusals: [{ rule: 'ownership', detail }] });
    expect(await seen.records(DOMAIN)).toEqual(before);
    expect(await seen.config(left!.id)).toMatchObject({ Enabled: false, Aliases: { Quantity: 0 } });
    expect(reconciler.writes().map(({ operation }) => operation)).not.toContain('DeleteDistribution');
  });

  test('goes on once the plan has ended, by the schedule too', async () => {
    seed(aws, estateOf());
    await reconciler.converge(wanted(DOMAIN));
    const arn = await subscribe();
    await reconciler.converge(letGo(DOMAIN));
    expect((await reconciler.sweep()).edges.map(({ outcome }) => outcome.kind)).toEqual(['refused']);
    endSubscription(aws.simulator.world, ACCOUNT, arn);

    const { edges } = await reconciler.sweep();

    expect(edges.map(({ outcome }) => outcome.kind)).toEqual(['in-sync']);
    expect(await seen.distributions()).toEqual([]);
  });

  test('fails in the words of CloudFront where nobody could ask for the plan', async () => {
    seed(aws, estateOf());
    await reconciler.converge(wanted(DOMAIN));
    await subscribe();
    denyList();

    const look = await reconciler.converge(letGo(DOMAIN));

    expect(look.outcome).toMatchObject({
      kind: 'failed',
      failure: { operation: 'DeleteDistribution', message: expect.stringContaining('subscribed to a pricing plan') },
    });
  });

  test("takes its own tags off somebody's, and leaves it as it is", async () => {
    seedSomebodys();
    await reconciler.converge(wanted(DOMAIN, { owner: STACK }));
    await subscribe();
    const [edge] = await seen.distributions();

    const look = await reconciler.converge({
      kind: 'let-go',
      domainName: name(DOMAIN),
      owner: STACK,
      onDelete: 'restore',
    });

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await seen.tags(edge!.arn)).toEqual({});
    expect(await seen.config(edge!.id)).toMatchObject({ Enabled: true });
  });
});

describe('where the subscriptions cannot be read', () => {
  test("nothing of somebody's is changed, and the permission is named", async () => {
    seedSomebodys();
    denyList();

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toMatchObject({ kind: 'failed', failure: { operation: 'ListSubscriptions' } });
    expect(look.plan.verdicts).toContainEqual(
      expect.objectContaining({
        rule: 'EDGE-04',
        verdict: 'not-checked',
        detail: expect.stringContaining('allow pricingplanmanager:ListSubscriptions'),
      }),
    );
    expect(reconciler.writes()).toEqual([]);
  });

  test("somebody's that is right is in sync: there is nothing that a plan could forbid", async () => {
    seedSomebodys(distributionOf());
    await reconciler.converge(wanted(DOMAIN));
    denyList();

    expect((await reconciler.converge(wanted(DOMAIN))).outcome).toEqual({ kind: 'in-sync' });
  });

  test('an edge that this tool made is corrected, and the account says what was not checked', async () => {
    seed(aws, estateOf());
    await makeDrifted();
    denyList();

    const { edges, notChecked } = await reconciler.sweep();

    expect(edges.map(({ outcome }) => outcome.kind)).toEqual(['in-sync']);
    expect(notChecked).toMatchObject([{ what: 'flat-rate pricing plans', failure: { kind: 'AccessDenied' } }]);
    expect(reconciler.writes().map(({ operation }) => operation)).toContain('UpdateDistribution');
  });

  test('a new edge is made', async () => {
    seed(aws, estateOf());
    denyList();

    expect((await reconciler.converge(wanted(DOMAIN))).outcome).toEqual({ kind: 'in-sync' });
  });
});

describe('the subscriptions', () => {
  const asked = () => reconciler.context().clients.calls.snapshot()['PricingPlanManager.ListSubscriptions'] ?? 0;

  test('are not asked for where no distribution may be the edge', async () => {
    seedSomebodys();

    await reconciler.look(wanted('other.example.com'), { mode: 'detect' });

    expect(asked()).toBe(0);
  });

  test('are asked for once by a look at one edge', async () => {
    seedSomebodys();

    await reconciler.look(wanted(DOMAIN), { mode: 'detect' });

    expect(asked()).toBe(1);
  });
});
