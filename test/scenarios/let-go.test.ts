/** Guards against: a name that points at something deleted, a distribution left behind, somebody else's edge taken down. */
import { ALIAS_TO_API, DOMAIN, distributionOf, estateOf, frontedEstate, seed } from '../support/estates.ts';
import { letGo, name, useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws();

test.each([
  { title: 'an alias to the API', records: [ALIAS_TO_API] },
  {
    title: 'a CNAME to the API',
    records: [{ name: DOMAIN, type: 'CNAME', ttl: 120, values: [{ apiDomain: DOMAIN }] }],
  },
  { title: 'nothing', records: [] },
])('puts $title back and leaves nothing of the edge behind', async ({ records }) => {
  seed(aws, estateOf({ records }));
  const before = await seen.records(DOMAIN);
  await reconciler.converge(wanted(DOMAIN));

  const look = await reconciler.converge(letGo(DOMAIN));

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect(await seen.records(DOMAIN)).toEqual(before);
  expect(await seen.distributions()).toEqual([]);
  const policies =
    look.observed.headerPolicies.kind === 'present' ? look.observed.headerPolicies.value.originRequestPolicies : [];
  expect(policies.filter((policy) => policy.name.startsWith('secure-api-edge-'))).toEqual([]);
});

test('disables the distribution only after the records moved back, are INSYNC and the drain is over', async () => {
  seed(aws, estateOf());
  await reconciler.converge(wanted(DOMAIN));
  const moments: Record<string, number> = {};

  await reconciler.converge(letGo(DOMAIN), {}, (look) => {
    for (const step of look.applied) moments[`${step.action} ${step.part}`] = Date.parse(look.observed.now) / 1000;
  });

  const drained = moments['update distribution']! - moments['update alias-records']!;
  expect(drained).toBeGreaterThanOrEqual(30 + 60);
  expect(moments['delete distribution']!).toBeGreaterThan(moments['update distribution']!);
});

test('succeeds when everything is gone already, and writes nothing', async () => {
  seed(aws, estateOf());
  reconciler.forget();

  const look = await reconciler.converge(letGo(DOMAIN));

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect(reconciler.writes()).toEqual([]);
});

test('changes nothing of an edge that belongs to another owner by now', async () => {
  seed(aws, estateOf());
  await reconciler.converge(wanted(DOMAIN, { owner: { kind: 'stack', stackHash: 'aa', resourceHash: 'bb' } }));
  reconciler.forget();

  const look = await reconciler.converge({
    kind: 'let-go',
    domainName: name(DOMAIN),
    owner: { kind: 'stack', stackHash: 'aa', resourceHash: 'cc' },
    onDelete: 'restore',
  });

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect(look.plan.notes.join()).toContain('belongs to stack/aa/bb now');
  expect(reconciler.writes()).toEqual([]);
});

test('leaves an adopted distribution in place and takes its own tags off', async () => {
  const owner = { kind: 'stack', stackHash: 'aa', resourceHash: 'bb' } as const;
  seed(aws, frontedEstate(distributionOf({}, { team: 'shop' })));
  await reconciler.converge(wanted(DOMAIN, { owner }));
  const [edge] = await seen.distributions();
  expect(await seen.tags(edge!.arn)).toMatchObject({ 'secure-api-edge:adopted': 'yes' });

  await reconciler.converge({ kind: 'let-go', domainName: name(DOMAIN), owner, onDelete: 'restore' });

  expect(await seen.tags(edge!.arn)).toEqual({ team: 'shop' });
  expect((await seen.config(edge!.id)).Enabled).toBe(true);
});

test('retains: only the owner tag goes', async () => {
  seed(aws, estateOf());
  await reconciler.converge(wanted(DOMAIN));
  reconciler.forget();

  const target = { ...letGo(DOMAIN), onDelete: 'retain' } as const;
  const look = await reconciler.converge(target);

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect(reconciler.writes().map((write) => write.operation)).toEqual(['UntagResource']);
});

test('leaves a retained edge as its owner wanted it, and no sweep after that writes', async () => {
  seed(aws, estateOf());
  const owner = { kind: 'stack', stackHash: 'aa', resourceHash: 'bb' } as const;
  const hsts = { kind: 'fixed', maxAgeSeconds: 300, includeSubdomains: false, preload: false } as const;
  const viewerProtocolPolicy = 'https-only';
  await reconciler.converge(wanted(DOMAIN, { owner, onDelete: 'retain', viewerProtocolPolicy, hsts }));
  const [edge] = await seen.distributions();
  const before = await seen.config(edge!.id);
  await reconciler.converge({ kind: 'let-go', domainName: name(DOMAIN), owner, onDelete: 'retain' });
  reconciler.forget();

  const account = await reconciler.sweep();

  expect(account.edges.map((look) => look.outcome)).toEqual([{ kind: 'in-sync' }]);
  expect(reconciler.writes()).toEqual([]);
  expect(await seen.config(edge!.id)).toEqual(before);
});

describe.each(['off', 'report'] as const)('an edge whose name somebody else leads, EDGE-14 on %s,', (mode) => {
  const elsewhere = estateOf({ account: { hostedZones: [] } });

  test('answers until the drain is over, because callers may have been led to it', async () => {
    seed(aws, elsewhere);
    const made = await reconciler.converge(wanted(DOMAIN, { rules: { 'EDGE-14': mode } }));
    expect(made.outcome).toEqual({ kind: 'in-sync' });
    const begun = aws.simulator.clock.now();
    let released = 0;

    const look = await reconciler.converge(letGo(DOMAIN), {}, ({ applied, observed }) => {
      if (applied.some((step) => step.part === 'distribution' && step.action === 'update'))
        released = Date.parse(observed.now);
    });

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await seen.distributions()).toEqual([]);
    expect((released - begun) / 1000).toBeGreaterThanOrEqual(60 + 60);
  });

  test('is retained where that is asked for', async () => {
    seed(aws, elsewhere);
    await reconciler.converge(wanted(DOMAIN, { rules: { 'EDGE-14': mode } }));
    reconciler.forget();

    await reconciler.converge({
      kind: 'let-go',
      domainName: name(DOMAIN),
      owner: { kind: 'remediator' },
      onDelete: 'retain',
    });

    expect(reconciler.writes().map((write) => write.operation)).toEqual(['UntagResource']);
  });
});

test('is finished by a later sweep when it was cut short', async () => {
  seed(aws, estateOf());
  await reconciler.converge(wanted(DOMAIN));
  await reconciler.look(letGo(DOMAIN));

  await reconciler.sweep({ newEdges: 'report' });

  expect(await seen.distributions()).toEqual([]);
});
