/** Edges that this tool makes, changes and lets go of. */
import { DOMAIN, estateOf } from '../support/estates.ts';
import { letGo, name, wanted } from '../support/reconciler.ts';
import { aliasToCloudFront, zonesByHand } from '../support/zones-by-hand.ts';
import { correct, type Journey, reach } from './journey.ts';
import type { JourneyWorld } from './journey-world.ts';

const SECOND = 'orders.example.com';
const DEPLOYED_SECONDS = 600;
/** More looks than an edge needs until then. */
const MOST_LOOKS = 5;
const OWNER = { kind: 'stack', stackHash: 'aa', resourceHash: 'bb' } as const;
const SOMEBODY_ELSE = { ...OWNER, resourceHash: 'cc' } as const;

const TWO_DOMAINS = estateOf({ names: [DOMAIN, SECOND] });

export const MADE_EDGES: readonly Journey[] = [
  {
    title: 'an edge that is made and looked at again',
    estate: estateOf(),
    async play(world) {
      await reach(world, wanted(DOMAIN));
      const { plan } = await reach(world, wanted(DOMAIN));

      expect(plan.steps).toEqual([]);
    },
  },
  {
    title: 'an edge that the scheduled look makes',
    estate: estateOf(),
    async play(world) {
      await correct(world);

      const [edge] = await world.seen.distributions();
      expect(edge).toMatchObject({ aliases: [DOMAIN], status: 'Deployed' });
    },
  },
  {
    title: 'an edge whose owner changes his mind about its settings and tags',
    estate: estateOf(),
    async play(world) {
      await reach(world, wanted(DOMAIN, { tags: { team: 'shop', cost: '17' } }));
      const { edge } = wantedEdge({ viewerProtocolPolicy: 'https-only', tags: { team: 'orders' } });
      await reach(world, { kind: 'wanted', edge, formerTags: ['cost'] });

      const [made] = await world.seen.distributions();
      expect(await world.seen.tags(made!.arn)).toMatchObject({ team: 'orders' });
      expect(await world.seen.tags(made!.arn)).not.toHaveProperty('cost');
    },
  },
  {
    title: 'an edge that is replaced by one for another domain',
    estate: TWO_DOMAINS,
    async play(world) {
      await reach(world, wanted(DOMAIN, { owner: OWNER }));
      await reach(world, wanted(SECOND, { owner: OWNER }));
      await reach(world, { kind: 'let-go', domainName: name(DOMAIN), owner: OWNER, onDelete: 'restore' });

      const left = await world.seen.distributions();
      expect(left.flatMap(({ aliases }) => aliases)).toEqual([SECOND]);
    },
  },
  {
    title: 'an edge that is let go, with the CNAME put back that stood there before',
    estate: estateOf({ records: [{ name: DOMAIN, type: 'CNAME', ttl: 120, values: [{ apiDomain: DOMAIN }] }] }),
    async play(world) {
      const before = await world.seen.records(DOMAIN);
      await reach(world, wanted(DOMAIN));
      await reach(world, letGo(DOMAIN));

      expect(await world.seen.records(DOMAIN)).toEqual(before);
      expect(await world.seen.distributions()).toEqual([]);
    },
  },
  {
    title: 'an edge that is let go after somebody announced HTTP/3 for it with an HTTPS record',
    estate: estateOf(),
    async play(world) {
      await reach(world, wanted(DOMAIN));
      const [edge] = await world.seen.distributions();
      const zones = zonesByHand(world.aws);
      const record = aliasToCloudFront(DOMAIN, 'HTTPS', edge!.domainName);
      await zones.change(await zones.zone('example.com'), [{ Action: 'CREATE', ResourceRecordSet: record }]);
      await reach(world, letGo(DOMAIN));

      expect((await world.seen.records(DOMAIN)).map((each) => each.split(' ')[0])).toEqual(['A']);
    },
  },
  {
    title: 'an edge that the scheduled look meets while its records are moving',
    estate: estateOf(),
    async play(world) {
      await untilRecordsMove(world);
      const { edges } = await world.detect();
      await correct(world);

      expect(edges.map(({ outcome }) => outcome.kind)).toEqual(['waiting']);
    },
  },
  {
    title: 'an edge that is retained and looked after by the scheduled look',
    estate: estateOf(),
    async play(world) {
      await reach(world, wanted(DOMAIN, { owner: OWNER }));
      await reach(world, { kind: 'let-go', domainName: name(DOMAIN), owner: OWNER, onDelete: 'retain' });
      await correct(world);

      expect(await world.seen.distributions()).toHaveLength(1);
    },
  },
  {
    title: 'an edge whose making was cut short and rolled back',
    estate: estateOf(),
    async play(world) {
      await world.askOnce(wanted(DOMAIN));
      await reach(world, letGo(DOMAIN));

      expect(await world.seen.distributions()).toEqual([]);
    },
  },
  {
    title: 'an edge whose end the scheduled look finishes',
    estate: estateOf(),
    async play(world) {
      await reach(world, wanted(DOMAIN, { owner: OWNER }));
      await world.askOnce({ kind: 'let-go', domainName: name(DOMAIN), owner: OWNER, onDelete: 'restore' });
      await world.remediate();

      expect((await world.seen.distributions()).flatMap(({ aliases }) => aliases)).toEqual([]);
    },
  },
  {
    title: 'an edge that somebody asks to let go who does not own it',
    estate: estateOf(),
    async play(world) {
      await reach(world, wanted(DOMAIN, { owner: OWNER }));
      await reach(world, { kind: 'let-go', domainName: name(DOMAIN), owner: SOMEBODY_ELSE, onDelete: 'restore' });

      expect(await world.seen.distributions()).toHaveLength(1);
    },
  },
];

function wantedEdge(changes: Parameters<typeof wanted>[1]) {
  const target = wanted(DOMAIN, changes);
  if (target.kind !== 'wanted') throw new Error('an edge was wanted');
  return target;
}

/** Invocations that end after one look each, until one of them has moved the records. */
async function untilRecordsMove(world: JourneyWorld): Promise<void> {
  for (let look = 1; look <= MOST_LOOKS; look += 1) {
    const { applied } = await world.askOnce(wanted(DOMAIN));
    if (applied.some(({ part, action }) => part === 'alias-records' && action === 'update')) return;
    world.aws.simulator.clock.advance(DEPLOYED_SECONDS);
  }
  throw new Error(`the records have not moved after ${MOST_LOOKS} looks`);
}
