/**
 * Guards against: a sweep that undoes what a stack asked for after the sweep's inventory or behind a lagging list of tags, and one distribution that
 * holds up the rest of the account.
 */
import { CloudFrontClient, TagResourceCommand } from '@aws-sdk/client-cloudfront';
import type { EdgeTarget } from '../../functions/reconciler/model/look.ts';
import type { LookContext } from '../../functions/reconciler/reconcile.ts';
import { lookAtAccount } from '../../functions/reconciler/reconcile-account.ts';
import { hookClients } from '../properties/hooked-clients.ts';
import { DOMAIN, estateOf, seed } from '../support/estates.ts';
import { name, useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws();

const SECOND = 'b.example.com';
const OWNER = { kind: 'stack', stackHash: 'aa', resourceHash: 'bb' } as const;
const DELETE: EdgeTarget = { kind: 'let-go', domainName: name(DOMAIN), owner: OWNER, onDelete: 'restore' };
const HSTS = { kind: 'fixed', maxAgeSeconds: 300, includeSubdomains: false, preload: false } as const;

async function findEdge(domain: string) {
  return (await seen.distributions()).find(({ aliases }) => aliases.includes(domain));
}

async function edgeOf(domain: string) {
  return (await findEdge(domain))!;
}

async function loosen(id: string): Promise<void> {
  await seen.editByHand(id, (config) => {
    config.DefaultCacheBehavior!.ViewerProtocolPolicy = 'allow-all';
  });
  aws.simulator.clock.advance(600);
}

/** A sweep in which `happens` comes right before its first write. */
async function sweepWith(happens: () => Promise<unknown>, overrides: Partial<LookContext> = {}) {
  let happened = false;
  const context = reconciler.context(overrides);
  const end = aws.simulator.clock.now() + 7_200_000;
  const clients = hookClients(context.clients, async (_, operation, send) => {
    if (!happened && !/^(Get|List|Describe)/.test(operation)) {
      happened = true;
      await happens();
    }
    return send();
  });
  return lookAtAccount(
    { ...context, clients },
    { names: 'all', limits: 'unlimited', secondsLeft: () => (end - aws.simulator.clock.now()) / 1000 },
  );
}

test('an Update that the list of tags does not show yet stays', async () => {
  seed(aws, estateOf());
  await reconciler.converge(wanted(DOMAIN, { owner: OWNER }));
  await reconciler.sweep();
  await reconciler.converge(wanted(DOMAIN, { owner: OWNER, hsts: HSTS }));
  const edge = await edgeOf(DOMAIN);
  aws.simulator.faults.add({ kind: 'stale-read', operation: 'GetResources', times: 'always' });
  reconciler.forget();

  await reconciler.sweep();

  expect((await seen.tags(edge.arn))['secure-api-edge:hsts']).toBe('300');
  expect(reconciler.writes()).toEqual([]);
  expect((await seen.config(edge.id)).DefaultCacheBehavior!.ResponseHeadersPolicyId).toBeDefined();
});

test.each(['report', 'create'] as const)(
  'a Delete that the list of tags does not show yet is finished, not undone (NewEdges: %s)',
  async (newEdges) => {
    seed(aws, estateOf());
    const records = await seen.records(DOMAIN);
    await reconciler.converge(wanted(DOMAIN, { owner: OWNER }));
    const edge = await edgeOf(DOMAIN);
    await loosen(edge.id);
    await reconciler.sweep({ mode: 'detect' });
    await reconciler.look(DELETE);
    expect((await seen.tags(edge.arn))['secure-api-edge:deleting']).toBe('requested');
    aws.simulator.faults.add({ kind: 'stale-read', operation: 'GetResources' });

    await reconciler.sweep({ newEdges });

    expect(await seen.distributions()).toEqual([]);
    expect(await seen.records(DOMAIN)).toEqual(records);
  },
);

test('a Delete that is asked for while the sweep is writing elsewhere is finished, not undone', async () => {
  seed(aws, estateOf({ names: [DOMAIN, SECOND] }));
  await reconciler.converge(wanted(DOMAIN));
  await reconciler.converge(wanted(SECOND, { owner: OWNER }));
  const [first, second] = [await edgeOf(DOMAIN), await edgeOf(SECOND)];
  for (const { id } of [first, second]) await loosen(id);
  const deleting = { Key: 'secure-api-edge:deleting', Value: 'requested' };

  const sweep = await sweepWith(
    () =>
      aws.client(CloudFrontClient).send(new TagResourceCommand({ Resource: second.arn, Tags: { Items: [deleting] } })),
    { newEdges: 'report' },
  );

  expect(sweep.edges.map(({ outcome }) => outcome.kind)).not.toContain('failed');
  expect((await seen.distributions()).map(({ id }) => id)).toEqual([first.id]);
  expect((await seen.config(first.id)).DefaultCacheBehavior!.ViewerProtocolPolicy).toBe('redirect-to-https');
});

test('an Update that is accepted while the sweep is writing elsewhere stays', async () => {
  seed(aws, estateOf({ names: [DOMAIN, SECOND] }));
  await reconciler.converge(wanted(DOMAIN));
  await reconciler.converge(wanted(SECOND, { owner: OWNER }));
  const [first, second] = [await edgeOf(DOMAIN), await edgeOf(SECOND)];
  for (const { id } of [first, second]) await loosen(id);

  await sweepWith(() => reconciler.converge(wanted(SECOND, { owner: OWNER, hsts: HSTS })));

  const tags = await seen.tags(second.arn);
  expect(tags['secure-api-edge:hsts']).toBe('300');
  const { DefaultCacheBehavior } = await seen.config(second.id);
  expect(DefaultCacheBehavior!.ViewerProtocolPolicy).toBe('redirect-to-https');
  expect(DefaultCacheBehavior!.ResponseHeadersPolicyId).toBeDefined();
});

test('a distribution that never deploys holds no other edge up', async () => {
  seed(aws, estateOf({ names: [DOMAIN, SECOND] }));
  const { clock } = aws.simulator;
  const context = reconciler.context({
    clock: {
      now: () => new Date(clock.now()),
      async sleep(seconds) {
        clock.advance(seconds);
        const first = await findEdge(DOMAIN);
        if (seconds === 0 || first === undefined) return;
        await seen.editByHand(first.id, (config) => {
          config.Comment = `edited at ${clock.now()}`;
        });
      },
    },
  });
  const end = clock.now() + 900_000;

  const sweep = await lookAtAccount(context, {
    names: 'all',
    limits: 'unlimited',
    secondsLeft: () => (end - clock.now()) / 1000,
  });

  expect(sweep.edges.map(({ observed, outcome }) => [observed.domainName, outcome.kind])).toEqual([
    [DOMAIN, 'waiting'],
    [SECOND, 'in-sync'],
  ]);
  const second = await edgeOf(SECOND);
  expect(await seen.records(SECOND)).toEqual([`A ${second.domainName}`, `AAAA ${second.domainName}`]);
});
