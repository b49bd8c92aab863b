/** Edges whose names are in hosted zones of another account. */
import { DOMAIN } from '../support/estates.ts';
import { name, wanted } from '../support/reconciler.ts';
import { ZONE_ACCOUNT, zoneElsewhere, zoneRole } from '../support/zones-elsewhere.ts';
import { correct, type Journey, reach } from './journey.ts';

const OWNER = { kind: 'stack', stackHash: 'aa', resourceHash: 'bb' } as const;
const zoneRoles = [zoneRole()];

export const ZONES_ELSEWHERE: readonly Journey[] = [
  {
    title: 'an edge with its records and its validation record in a zone of another account, made and let go of',
    estate: zoneElsewhere({ account: { certificates: { regional: { region: 'eu-west-1', names: [DOMAIN] } } } }),
    zoneRoles,
    async play(world) {
      const before = await world.seen.records(DOMAIN, ZONE_ACCOUNT);
      await reach(world, wanted(DOMAIN, { requestCertificate: 'when-missing', owner: OWNER }));
      await reach(world, { kind: 'let-go', domainName: name(DOMAIN), owner: OWNER, onDelete: 'restore' });

      expect(await world.seen.records(DOMAIN, ZONE_ACCOUNT)).toEqual(before);
    },
  },
  {
    title: 'an edge that the scheduled look makes with its records in a zone of another account',
    estate: zoneElsewhere(),
    zoneRoles,
    async play(world) {
      await world.detect();
      await correct(world);

      const [edge] = await world.seen.distributions();
      expect(await world.seen.records(DOMAIN, ZONE_ACCOUNT)).toContain(`A ${edge!.domainName}`);
    },
  },
];
