import fc from 'fast-check';
import type { EdgeTarget } from '../../functions/reconciler/model/look.ts';
import { present } from '../../functions/reconciler/model/observed.ts';
import type { Proof } from '../../functions/reconciler/model/proof.ts';
import type { Prover } from '../../functions/reconciler/prove/prover.ts';
import type { LookContext } from '../../functions/reconciler/reconcile.ts';
import { cloudFront } from '../../simulator/cloudfront/state.ts';
import { startTraffic, type Traffic, type TrafficPromise } from '../support/continuous-traffic.ts';
import { useServedAws } from '../support/data-plane.ts';
import { ACCOUNT, ALIAS_TO_API, DOMAIN, type EstateChanges, estateOf, seed } from '../support/estates.ts';
import { letGo, name, useReconciledAws, wanted } from '../support/reconciler.ts';
import { fronted } from '../support/symptom.ts';
import { aliasToCloudFront, zonesByHand } from '../support/zones-by-hand.ts';
import { createLooker, Died, type LookerTraits } from './looker.ts';
import { ALIVE, EVERY_KIND, kind, looking, MISTAKES, mistakes, settings } from './traffic-arbitraries.ts';

const { aws, reconciler, seen } = useReconciledAws(useServedAws());

/** A case is some 150 AWS calls with some 500 requests of callers between them, and takes seconds. */
const RUNS = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 8) / 4);
/** Among all the other tests minutes count, and the first counterexample has to be enough. */
const IS_DEEP = process.env.PROPERTY_RUNS !== undefined;
const CASES = { numRuns: RUNS, endOnFailure: !IS_DEEP };
if (!IS_DEEP) jest.setTimeout(120_000);
/** Every kind of API once, beside the random ones. */
const EACH_KIND = { ...CASES, numRuns: RUNS + EVERY_KIND.length };
const DEPLOYMENT_SECONDS = 60;
const TTL_SECONDS = 60;
const OTHER = 'orders.example.com';

type Door = (context: Partial<LookContext>) => Promise<readonly string[]>;

interface Change {
  readonly estate: EstateChanges;
  readonly headers: Readonly<Record<string, string>>;
  readonly names?: readonly string[];
  readonly promise: TrafficPromise;
  /** What is there already when callers begin to be watched. */
  readonly prepare?: () => Promise<unknown>;
  /** Outcomes, once it is over. */
  readonly door: Door;
  /** @default in-sync */
  readonly ends?: 'in-sync' | 'refused' | 'any';
}

async function begun(estate: EstateChanges): Promise<void> {
  await aws.simulator.reset();
  seed(aws, estateOf(estate));
  aws.simulator.world.state(cloudFront, ACCOUNT).deploymentSeconds = DEPLOYMENT_SECONDS;
  aws.simulator.clock.advance(DEPLOYMENT_SECONDS);
}

async function expectNobodyLost(change: Change, traits: LookerTraits): Promise<void> {
  await begun(change.estate);
  await change.prepare?.();
  const { names = [DOMAIN], headers, promise, ends = 'in-sync' } = change;
  const traffic = await startTraffic(aws, aws.plane, { names, headers, promise });
  try {
    if (traits.diesAt !== undefined) await run(change.door, traffic, traits);
    const outcomes = await run(change.door, traffic, { secondsPerCall: traits.secondsPerCall });
    await traffic.askAll('at the end');

    expect(traffic.losses.slice(0, 5)).toEqual([]);
    if (ends !== 'any') expect(new Set(outcomes)).toEqual(new Set([ends]));
  } finally {
    traffic.leave();
  }
}

async function run(
  door: Door,
  traffic: Traffic,
  traits: LookerTraits,
  overrides: Partial<LookContext> = {},
): Promise<readonly string[]> {
  const looker = createLooker(aws, traffic, traits);
  try {
    return await door({ ...looker.context, ...overrides });
  } catch (error) {
    if (error instanceof Died) return ['died'];
    throw error;
  } finally {
    looker.end();
  }
}

function look(...targets: readonly EdgeTarget[]): Door {
  return async (context) => {
    const outcomes: string[] = [];
    for (const target of targets) outcomes.push((await reconciler.converge(target, context)).outcome.kind);
    return outcomes;
  };
}

const sweep: Door = async (context) => (await reconciler.sweep(context)).edges.map(({ outcome }) => outcome.kind);

async function created(...targets: readonly EdgeTarget[]): Promise<void> {
  for (const target of targets) expect((await reconciler.converge(target)).outcome).toEqual({ kind: 'in-sync' });
}

async function edited(names: readonly string[]): Promise<void> {
  const [edge] = await seen.distributions();
  await seen.editByHand(edge!.id, (config) => {
    for (const name of names) MISTAKES[name]!(config);
  });
  aws.simulator.clock.advance(DEPLOYMENT_SECONDS);
}

test('an edge is created, by a look or a sweep', async () => {
  await fc.assert(
    fc.asyncProperty(kind, fc.constantFrom<Door>(look(wanted(DOMAIN)), sweep), looking, (api, door, traits) =>
      expectNobodyLost({ ...api, promise: 'only-better', door }, traits),
    ),
    { ...EACH_KIND, examples: EVERY_KIND.map((api) => [api, look(wanted(DOMAIN)), ALIVE]) },
  );
});

test('a distribution that somebody made is adopted, whether callers use it already or not', async () => {
  await fc.assert(
    fc.asyncProperty(kind, mistakes, fc.boolean(), looking, ({ estate, headers }, wrong, isUsed, traits) => {
      const { api } = estate;
      const made = { ...fronted({}, { ...(api && { api }) }), ...(isUsed ? {} : { records: [ALIAS_TO_API] }) };
      const prepare = () => edited(wrong);
      return expectNobodyLost(
        { estate: made, headers, promise: 'only-better', prepare, door: look(wanted(DOMAIN)) },
        traits,
      );
    }),
    CASES,
  );
});

test('an edge that was changed by hand is corrected, by a look or a sweep', async () => {
  await fc.assert(
    fc.asyncProperty(
      kind,
      mistakes,
      fc.constantFrom<Door>(look(wanted(DOMAIN)), sweep),
      looking,
      (api, wrong, door, traits) => {
        const prepare = () => created(wanted(DOMAIN)).then(() => edited(wrong));
        return expectNobodyLost({ ...api, promise: 'only-better', prepare, door }, traits);
      },
    ),
    { ...EACH_KIND, examples: EVERY_KIND.map((api) => [api, ['allow-all', 'no Host'], sweep, ALIVE]) },
  );
});

test('an edge is let go', async () => {
  await fc.assert(
    fc.asyncProperty(kind, looking, (api, traits) =>
      expectNobodyLost(
        { ...api, promise: 'edge-goes', prepare: () => created(wanted(DOMAIN)), door: look(letGo(DOMAIN)) },
        traits,
      ),
    ),
    { ...EACH_KIND, examples: EVERY_KIND.map((api) => [api, ALIVE]) },
  );
});

test('an edge is asked to be another, or gets another owner in its stack', async () => {
  const owner = (resourceHash: string) => ({ kind: 'stack', stackHash: 'aaaa', resourceHash }) as const;
  await fc.assert(
    fc.asyncProperty(kind, settings, settings, fc.boolean(), looking, (api, first, then, isReplaced, traits) => {
      const earlier = { ...first, owner: owner('1111') };
      const later = { ...then, owner: owner(isReplaced ? '2222' : '1111') };
      const formerOwner = {
        kind: 'let-go',
        domainName: name(DOMAIN),
        owner: earlier.owner,
        onDelete: 'restore',
      } as const;
      const door = look(wanted(DOMAIN, later), ...(isReplaced ? [formerOwner] : []));
      const prepare = () => created(wanted(DOMAIN, earlier));
      return expectNobodyLost({ ...api, promise: 'only-better', prepare, door }, traits);
    }),
    CASES,
  );
});

test('an edge is renamed: the new name is served beside the old one, which then is let go', async () => {
  const names = [DOMAIN, OTHER];
  await fc.assert(
    fc.asyncProperty(looking, (traits) =>
      expectNobodyLost(
        {
          estate: { names },
          headers: {},
          names,
          promise: 'edge-goes',
          prepare: () => created(wanted(DOMAIN)),
          door: look(wanted(OTHER), letGo(DOMAIN)),
        },
        traits,
      ),
    ),
    CASES,
  );
});

describe('a proof that fails', () => {
  /** The real prover, whose proofs through one of the ways fail from the nth on. */
  const failing = (prover: Prover, way: Proof['through'], from: number): Prover => {
    let nth = 0;
    return {
      async prove(subject, through) {
        const proof = await prover.prove(subject, through);
        if (through === way) nth += 1;
        if (through !== way || nth < from || proof.kind !== 'present') return proof;
        const result = {
          check: 'answer',
          at: '203.0.113.1',
          verdict: 'fail',
          expected: '200',
          received: '502',
        } as const;
        return present({ ...proof.value, passes: 0, results: [result] });
      },
    };
  };
  const withFailing =
    (door: Door, way: Proof['through'], from = 1): Door =>
    (context) =>
      door({ ...context, ...(context.prover && { prover: failing(context.prover, way, from) }) });

  test('before the records move leaves everybody where they are', async () => {
    await fc.assert(
      fc.asyncProperty(kind, looking, (api, traits) =>
        expectNobodyLost(
          { ...api, promise: 'as-before', door: withFailing(look(wanted(DOMAIN)), 'edge'), ends: 'refused' },
          traits,
        ),
      ),
      CASES,
    );
  });

  test('through DNS takes the records back, and nobody is lost on either way', async () => {
    await fc.assert(
      fc.asyncProperty(kind, looking, (api, traits) =>
        expectNobodyLost(
          { ...api, promise: 'as-before', door: withFailing(look(wanted(DOMAIN)), 'dns'), ends: 'refused' },
          traits,
        ),
      ),
      CASES,
    );
  });

  test('after a correction takes the correction back', async () => {
    await fc.assert(
      fc.asyncProperty(kind, mistakes, looking, (api, wrong, traits) => {
        const prepare = () => created(wanted(DOMAIN)).then(() => edited(wrong));
        const door = withFailing(look(wanted(DOMAIN)), 'edge', 2);
        return expectNobodyLost({ ...api, promise: 'as-before', prepare, door, ends: 'any' }, traits);
      }),
      CASES,
    );
  });
});

describe('callers notice', () => {
  const watched = async () => startTraffic(aws, aws.plane, { names: [DOMAIN], promise: 'edge-goes' });
  const lost = ({ losses }: Traffic) => [
    ...new Set(losses.map(({ now }) => (now.kind === 'refused' ? now.status : now.kind))),
  ];

  test('records that somebody moves to a distribution that is not Deployed yet', async () => {
    await begun({ ...fronted({}, { config: { Aliases: { Quantity: 0 } } }), records: [ALIAS_TO_API] });
    const traffic = await watched();
    const zones = zonesByHand(aws);
    const [edge] = await seen.distributions();
    aws.simulator.world.state(cloudFront, ACCOUNT).deploymentSeconds = 10 * DEPLOYMENT_SECONDS;
    await seen.editByHand(edge!.id, (config) => Object.assign(config, { Aliases: { Quantity: 1, Items: [DOMAIN] } }));
    const record = aliasToCloudFront(DOMAIN, 'A', edge!.domainName);

    await zones.change(await zones.zone('example.com'), [{ Action: 'UPSERT', ResourceRecordSet: record }]);
    aws.simulator.clock.advance(DEPLOYMENT_SECONDS + TTL_SECONDS);
    await traffic.askAll('once the records have moved');

    traffic.leave();
    expect(lost(traffic)).toContain('unanswered');
  });

  test('a distribution that is disabled while they still have its addresses', async () => {
    await begun(fronted({}));
    const traffic = await watched();
    const [edge] = await seen.distributions();

    await seen.editByHand(edge!.id, (config) => Object.assign(config, { Enabled: false }));
    aws.simulator.clock.advance(DEPLOYMENT_SECONDS);
    await traffic.askAll('once it is disabled');

    traffic.leave();
    expect(lost(traffic)).toEqual([403]);
  });

  test('an edge that is let go without waiting for the time to live of its records', async () => {
    await begun({});
    await created(wanted(DOMAIN));
    const traffic = await watched();

    await run(look(letGo(DOMAIN)), traffic, { secondsPerCall: 0 }, { drainSeconds: 0 });

    traffic.leave();
    expect(traffic.losses).not.toEqual([]);
    // On a kept connection the edge says that it has no such name; on a new one it has no certificate for it.
    expect([403, 'unanswered']).toEqual(expect.arrayContaining(lost(traffic)));
  });
});
