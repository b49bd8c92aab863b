/**
 * Guards against: a distribution disabled while the name, or part of its callers, still leads to it; records put back to an API in another Region,
 * or over somebody's own; a drain that is skipped or counted from too early.
 */
import { CloudFrontClient, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-cloudfront';
import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import { DOMAIN, estateOf, seed } from '../support/estates.ts';
import { letGo, region, useReconciledAws, wanted } from '../support/reconciler.ts';
import { aliasToCloudFront, zonesByHand } from '../support/zones-by-hand.ts';

const { aws, reconciler, seen } = useReconciledAws();
const zones = zonesByHand(aws);

const DRAIN = 60;

async function fronted() {
  seed(aws, estateOf());
  await reconciler.converge(wanted(DOMAIN));
  const [edge] = await seen.distributions();
  return { edge: edge!, zone: await zones.zone('example.com') };
}

async function tagByHand(arn: string, Key: string, Value: string): Promise<void> {
  await aws.client(CloudFrontClient).send(new TagResourceCommand({ Resource: arn, Tags: { Items: [{ Key, Value }] } }));
}

/** Lets the edge go and tells when, in seconds, each kind of step was applied last. */
async function lettingGo(): Promise<{ look: EdgeLook; moments: Record<string, number> }> {
  const moments: Record<string, number> = {};
  const look = await reconciler.converge(letGo(DOMAIN), { drainSeconds: DRAIN }, ({ applied, observed }) => {
    for (const step of applied) moments[`${step.action} ${step.part}`] = Date.parse(observed.now) / 1000;
  });
  return { look, moments };
}

async function expectStillServing(edge: { id: string; domainName: string }, zone: string): Promise<void> {
  expect(await seen.config(edge.id)).toMatchObject({ Enabled: true, Aliases: { Items: [DOMAIN] } });
  expect((await zones.targets(zone, DOMAIN)).join()).toContain(edge.domainName);
}

describe('a distribution that something may still lead to is not released', () => {
  test('where the zone of its records is not visible any more', async () => {
    const { edge, zone } = await fronted();
    await tagByHand(edge.arn, 'secure-api-edge:dns-zone', 'ZGONE');

    const { look } = await lettingGo();

    expect(look.outcome.kind).toBe('not-checked');
    expect(JSON.stringify(look.outcome)).toContain('not visible in this account');
    await expectStillServing(edge, zone);
  });

  test('where two zones fit and nobody remembers which', async () => {
    const { edge, zone } = await fronted();
    await zones.addZone('example.com');
    const keys = { Items: ['secure-api-edge:dns-zone'] };
    await aws.client(CloudFrontClient).send(new UntagResourceCommand({ Resource: edge.arn, TagKeys: keys }));

    const { look } = await lettingGo();

    expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'EDGE-14' }] });
    expect(JSON.stringify(look.outcome)).toContain('fit equally well');
    await expectStillServing(edge, zone);
  });

  test('where weighted records send it a share of the callers', async () => {
    const { edge, zone } = await fronted();
    await zones.change(zone, [
      { Action: 'DELETE', ResourceRecordSet: aliasToCloudFront(DOMAIN, 'A', edge.domainName) },
      { Action: 'DELETE', ResourceRecordSet: aliasToCloudFront(DOMAIN, 'AAAA', edge.domainName) },
      {
        Action: 'CREATE',
        ResourceRecordSet: aliasToCloudFront(DOMAIN, 'A', edge.domainName, { SetIdentifier: 'edge', Weight: 90 }),
      },
    ]);

    const { look } = await lettingGo();

    expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'EDGE-14' }] });
    expect(JSON.stringify(look.outcome)).toContain("by a scheme of somebody's");
    await expectStillServing(edge, zone);
  });
});

describe('with a more specific zone that was created later', () => {
  test('puts the records back in the zone where they were moved', async () => {
    const { edge, zone } = await fronted();
    await zones.addZone(DOMAIN);

    const { look } = await lettingGo();

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await zones.targets(zone, DOMAIN)).toEqual([expect.stringMatching(/^A d-.*\.execute-api\.eu-west-1\./)]);
    expect(await seen.distributions()).not.toContainEqual(edge);
  });

  test('refuses while a record in the later zone leads to it', async () => {
    const { edge, zone } = await fronted();
    const later = await zones.addZone(DOMAIN);
    const record = aliasToCloudFront(DOMAIN, 'A', edge.domainName);
    await zones.change(later, [{ Action: 'CREATE', ResourceRecordSet: record }]);

    const { look } = await lettingGo();

    expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'EDGE-14' }] });
    expect(JSON.stringify(look.outcome)).toContain(later);
    await expectStillServing(edge, zone);
  });

  test('leaves nothing in either zone that leads to what is gone', async () => {
    const { edge, zone } = await fronted();
    const later = await zones.addZone(DOMAIN);
    await reconciler.converge(wanted(DOMAIN));

    await lettingGo();

    const gone = (await seen.distributions()).every(({ id }) => id !== edge.id);
    const leading = [...(await zones.targets(zone, DOMAIN)), ...(await zones.targets(later, DOMAIN))].filter((target) =>
      target.includes(edge.domainName),
    );
    expect(gone ? leading : []).toEqual([]);
  });
});

test("puts the records back to the API of the edge's own Region", async () => {
  seed(
    aws,
    estateOf({
      account: {
        apis: {
          shop: { region: 'eu-west-1', protocol: 'HTTP', routes: [{ key: '$default' }] },
          shopUs: { region: 'us-east-1', protocol: 'HTTP', routes: [{ key: '$default' }] },
        },
        apiDomains: [
          { name: DOMAIN, region: 'eu-west-1', certificate: 'regional', mappings: [{ api: 'shop' }] },
          { name: DOMAIN, region: 'us-east-1', certificate: 'edge', mappings: [{ api: 'shopUs' }] },
        ],
        hostedZones: [{ name: 'example.com', records: [] }],
      },
    }),
  );
  const us = { apiRegion: region('us-east-1') };
  const { observed } = await reconciler.look(wanted(DOMAIN, us), { mode: 'detect' });
  const endpoint = observed.apiDomains.kind === 'present' ? observed.apiDomains.value[0]!.endpoints[0]! : undefined;
  const zone = await zones.zone('example.com');
  const target = { DNSName: endpoint!.targetDomainName, HostedZoneId: endpoint!.hostedZoneId };
  await zones.change(zone, [
    {
      Action: 'CREATE',
      ResourceRecordSet: { Name: DOMAIN, Type: 'A', AliasTarget: { ...target, EvaluateTargetHealth: false } },
    },
  ]);
  const before = await zones.targets(zone, DOMAIN);
  await reconciler.converge(wanted(DOMAIN, us));

  const { look } = await lettingGo();

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect(before).toEqual([expect.stringContaining('.execute-api.us-east-1.')]);
  expect(await zones.targets(zone, DOMAIN)).toEqual(before);
});

describe('the drain', () => {
  test('comes also where a record of somebody else led to the distribution, and the name goes to the API', async () => {
    seed(aws, estateOf({ records: [] }));
    await reconciler.look(wanted(DOMAIN));
    await reconciler.look(wanted(DOMAIN));
    const [edge] = await seen.distributions();
    const zone = await zones.zone('example.com');
    await zones.change(
      zone,
      (['A', 'AAAA'] as const).map((type) => ({
        Action: 'CREATE',
        ResourceRecordSet: aliasToCloudFront(DOMAIN, type, edge!.domainName),
      })),
    );
    await reconciler.converge(wanted(DOMAIN));

    const { look, moments } = await lettingGo();

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(moments['update distribution']! - moments['update alias-records']!).toBeGreaterThanOrEqual(DRAIN);
    expect(await zones.targets(zone, DOMAIN)).toEqual([expect.stringContaining('.execute-api.eu-west-1.')]);
  });

  test('is longer by the propagation where the id of the change was lost', async () => {
    const { edge } = await fronted();
    const tagging = { kind: 'throttle', operation: 'TagResource' } as const;
    // The third tag of a let-go is the change's id: after `deleting` and `drain-until`.
    aws.simulator.faults.add({ ...tagging, nth: 3 });
    let batchAt = 0;
    let disabledAt = 0;

    await reconciler.converge(letGo(DOMAIN), { drainSeconds: DRAIN }, ({ outcome, applied, observed }) => {
      if (outcome.kind === 'failed') batchAt = Date.parse(observed.now) / 1000;
      if (applied.some((step) => step.action === 'update' && step.part === 'distribution'))
        disabledAt = Date.parse(observed.now) / 1000;
    });

    expect(batchAt).toBeGreaterThan(0);
    expect(disabledAt - batchAt).toBeGreaterThanOrEqual(DRAIN + 60);
    expect(await seen.distributions()).not.toContainEqual(edge);
  });

  test('begins anew when records lead here again meanwhile', async () => {
    const { edge, zone } = await fronted();
    let draining = false;
    let backAt = 0;
    let disabledAt = 0;

    await reconciler.converge(
      letGo(DOMAIN),
      {
        drainSeconds: DRAIN,
        clock: {
          now: () => new Date(aws.simulator.clock.now()),
          async sleep(seconds) {
            aws.simulator.clock.advance(seconds);
            if (draining) return;
            const until = (await seen.tags(edge.arn))['secure-api-edge:drain-until'];
            if (until === undefined || until === 'restoring') return;
            draining = true;
            backAt = aws.simulator.clock.now() / 1000;
            const record = aliasToCloudFront(DOMAIN, 'A', edge.domainName);
            await zones.change(zone, [{ Action: 'UPSERT', ResourceRecordSet: record }]);
          },
        },
      },
      ({ applied, observed }) => {
        if (applied.some((step) => step.action === 'update' && step.part === 'distribution'))
          disabledAt = Date.parse(observed.now) / 1000;
      },
    );

    expect(draining).toBe(true);
    expect(disabledAt - backAt).toBeGreaterThanOrEqual(DRAIN + 30);
    expect(await zones.targets(zone, DOMAIN)).toEqual([expect.stringContaining('.execute-api.')]);
  });
});

test("somebody's record beside the edge's stays, and the edge is gone", async () => {
  const { edge, zone } = await fronted();
  await zones.change(zone, [
    { Action: 'DELETE', ResourceRecordSet: aliasToCloudFront(DOMAIN, 'A', edge.domainName) },
    {
      Action: 'CREATE',
      ResourceRecordSet: { Name: DOMAIN, Type: 'A', TTL: 60, ResourceRecords: [{ Value: '203.0.113.9' }] },
    },
  ]);

  const { look, moments } = await lettingGo();

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect(await zones.targets(zone, DOMAIN)).toEqual(['A 203.0.113.9']);
  expect(moments['update distribution']! - moments['update alias-records']!).toBeGreaterThanOrEqual(DRAIN);
  expect(await seen.distributions()).toEqual([]);
});
