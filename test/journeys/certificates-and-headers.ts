/** Edges that need more than a distribution and records: a certificate, a secret, policies of their own. */
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Hsts } from '../../functions/reconciler/model/edge.ts';
import { DOMAIN, estateOf } from '../support/estates.ts';
import { letGo, name, wanted } from '../support/reconciler.ts';
import { correct, type Journey, reach } from './journey.ts';

const DAY = 86_400;
const SECRET = 'edge/origin-verify';
const OWNER = { kind: 'stack', stackHash: 'aa', resourceHash: 'bb' } as const;
const ORIGIN_VERIFY = { headerName: 'X-Origin-Verify', secretId: SECRET } as const;
const FIXED: Hsts = { kind: 'fixed', maxAgeSeconds: 300, includeSubdomains: false, preload: false };
const RAMP: Hsts = { kind: 'ramp', intervalSeconds: 14 * DAY, includeSubdomains: false, preload: false };

const WITHOUT_CERTIFICATE = estateOf({
  account: { certificates: { regional: { region: 'eu-west-1', names: [DOMAIN] } } },
});
const WITH_IMPORTED = estateOf({
  account: {
    certificates: {
      regional: { region: 'eu-west-1', names: [DOMAIN] },
      edge: { region: 'us-east-1', names: [DOMAIN], type: 'IMPORTED', expiresInDays: 40 },
    },
  },
});
const WITH_SECRET = estateOf({ account: { secrets: { [SECRET]: { region: 'eu-west-1', value: 'first-value' } } } });

export const CERTIFICATES_AND_HEADERS: readonly Journey[] = [
  {
    title: 'a certificate that is requested and deleted with its edge',
    estate: WITHOUT_CERTIFICATE,
    async play(world) {
      await reach(world, wanted(DOMAIN, { requestCertificate: 'when-missing', owner: OWNER }));
      await reach(world, { kind: 'let-go', domainName: name(DOMAIN), owner: OWNER, onDelete: 'restore' });

      expect(await world.seen.distributions()).toEqual([]);
    },
  },
  {
    title: 'a requested certificate whose end the scheduled look finishes',
    estate: WITHOUT_CERTIFICATE,
    async play(world) {
      await reach(world, wanted(DOMAIN, { requestCertificate: 'when-missing', owner: OWNER }));
      await world.askOnce({ kind: 'let-go', domainName: name(DOMAIN), owner: OWNER, onDelete: 'restore' });
      await world.detect();
      await world.remediate();

      expect((await world.seen.distributions()).flatMap(({ aliases }) => aliases)).toEqual([]);
    },
  },
  {
    title: 'a certificate that nobody renews, which the scheduled look exchanges for one that it requests',
    estate: WITH_IMPORTED,
    async play(world) {
      await reach(world, wanted(DOMAIN, { requestCertificate: 'when-missing', owner: OWNER }));
      world.aws.simulator.clock.advance(41 * DAY);
      await correct(world);

      const [edge] = await world.seen.distributions();
      expect(edge!.status).toBe('Deployed');
    },
  },
  {
    title: 'HSTS that is set, braked and given up, and its policies with it',
    estate: estateOf(),
    async play(world) {
      await reach(world, wanted(DOMAIN, { hsts: FIXED }));
      await reach(world, wanted(DOMAIN, { hsts: { kind: 'brake' } }));
      await reach(world, letGo(DOMAIN));

      expect(await world.seen.distributions()).toEqual([]);
    },
  },
  {
    title: 'HSTS that grows from look to look',
    estate: estateOf(),
    async play(world) {
      await reach(world, wanted(DOMAIN, { hsts: RAMP }));
      for (const _ of [1, 2]) {
        world.aws.simulator.clock.advance(15 * DAY);
        await correct(world);
      }

      const [edge] = await world.seen.distributions();
      expect(edge!.status).toBe('Deployed');
    },
  },
  {
    title: 'a secret that origins are sent, and its rotation',
    estate: WITH_SECRET,
    async play(world) {
      await reach(world, wanted(DOMAIN, { originVerify: ORIGIN_VERIFY, owner: OWNER }));
      const secrets = world.aws.client(SecretsManagerClient, { region: 'eu-west-1' });
      await secrets.send(new PutSecretValueCommand({ SecretId: SECRET, SecretString: 'second-value' }));
      await world.detect();
      await correct(world);

      const [edge] = await world.seen.distributions();
      const [origin] = (await world.seen.config(edge!.id)).Origins!.Items!;
      expect(origin!.CustomHeaders!.Items![0]!.HeaderValue).toBe('second-value');
    },
  },
  {
    title: 'headers that are listed, then widened, so that a policy is left over',
    estate: estateOf(),
    async play(world) {
      await reach(world, wanted(DOMAIN, { allowedHeaders: ['X-Tenant'] }));
      await reach(world, wanted(DOMAIN, { headerForwarding: 'all-viewer' }));
      await correct(world);

      const [edge] = await world.seen.distributions();
      expect(edge!.status).toBe('Deployed');
    },
  },
];
