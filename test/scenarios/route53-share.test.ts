/** Guards against: a look at a large account that takes Route 53 from everybody else in it, or is throttled itself. */
import { createAwsClients, ROUTE_53_SHARE } from '../../functions/reconciler/aws/clients.ts';
import type { Clock } from '../../functions/reconciler/model/clock.ts';
import type { AccountLook, Mode } from '../../functions/reconciler/model/look.ts';
import { lookAtAccount } from '../../functions/reconciler/reconcile-account.ts';
import { createVirtualTime, type VirtualTime } from '../../simulator/core/virtual-time.ts';
import { hookClients } from '../properties/hooked-clients.ts';
import { ACCOUNT, estateOf, seed } from '../support/estates.ts';
import { region } from '../support/reconciler.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { ZONE_ACCOUNT, zoneOwner, zoneRole } from '../support/zones-elsewhere.ts';

const aws = useSimulatedAws({ throttling: 'rates' });

const DOMAINS = 60;
const LATENCY_SECONDS = 0.05;
/** A zone for each name: no page of records tells about two. */
const NAMES = Array.from({ length: DOMAINS }, (_, nth) => `api.team-${nth}.example`);
const ZONES = NAMES.map((name) => ({
  name: name.replace('api.', ''),
  records: [{ name, type: 'A', alias: { apiDomain: name } }],
}));

test('a look at 60 domains keeps to its share in every second', async () => {
  seed(aws, estateOf({ names: NAMES, account: { hostedZones: ZONES } }));

  const { edges, seconds } = await look('detect');

  expect(new Set(edges.map(({ outcome }) => outcome.kind))).toEqual(new Set(['drift']));
  expect(requestsOf(ACCOUNT).length).toBeGreaterThan(DOMAINS);
  expect(mostInASecond(ACCOUNT)).toBeLessThanOrEqual(ROUTE_53_SHARE.burst + ROUTE_53_SHARE.perSecond);
  expect(seconds).toBeGreaterThanOrEqual((DOMAINS - ROUTE_53_SHARE.burst) / ROUTE_53_SHARE.perSecond);
  expect(throttled()).toEqual([]);
});

test('a look that makes 20 edges keeps to its share, writes included', async () => {
  seed(aws, estateOf({ names: NAMES.slice(0, 20), account: { hostedZones: ZONES.slice(0, 20) } }));

  const { edges } = await look('remediate');

  expect(new Set(edges.map(({ outcome }) => outcome.kind))).toEqual(new Set(['in-sync']));
  expect(mostInASecond(ACCOUNT)).toBeLessThanOrEqual(ROUTE_53_SHARE.burst + ROUTE_53_SHARE.perSecond);
  expect(throttled()).toEqual([]);
});

test('a look keeps to its share of the account that the zones are in', async () => {
  seed(
    aws,
    estateOf({ names: NAMES, account: { hostedZones: [] }, otherAccounts: { [ZONE_ACCOUNT]: zoneOwner(ZONES) } }),
  );

  await look('detect');

  expect(requestsOf(ZONE_ACCOUNT).length).toBeGreaterThan(DOMAINS);
  expect(mostInASecond(ZONE_ACCOUNT)).toBeLessThanOrEqual(ROUTE_53_SHARE.burst + ROUTE_53_SHARE.perSecond);
  expect(throttled()).toEqual([]);
});

test('a look that waits for nobody is throttled: the simulator is as strict as Route 53', async () => {
  seed(aws, estateOf({ names: NAMES, account: { hostedZones: ZONES } }));

  await look('detect', { sleep: async () => {} });

  expect(throttled()).not.toEqual([]);
});

/** Requests that are sent at the same time take their time at the same time. */
async function look(mode: Mode, impatient: Partial<Clock> = {}): Promise<AccountLook & { readonly seconds: number }> {
  const time = createVirtualTime(aws.simulator.clock);
  const clock = { now: () => new Date(time.clock.now()), sleep: time.sleep };
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'simulated' };
  const own = createAwsClients({
    endpoint: aws.simulator.endpoint,
    credentials,
    zoneRoles: [zoneRole()],
    zoneRoleCredentials: credentials,
    clock: { ...clock, ...impatient },
    maxAttempts: 1,
  });
  const start = time.clock.now();
  const context = {
    clients: hookClients(own, (_nth, _operation, send) => takingTime(time, send)),
    clock,
    regions: [region('eu-west-1')],
    mode,
    managedElsewhere: 'report',
    rules: {},
    newEdges: 'create',
    drainSeconds: 60,
  } as const;
  try {
    const account = await time.run(() =>
      lookAtAccount(context, { names: 'all', limits: 'unlimited', secondsLeft: () => 3600 }),
    );
    return { ...account, seconds: (time.clock.now() - start) / 1000 };
  } finally {
    own.destroy();
  }
}

function takingTime(time: VirtualTime, send: () => Promise<unknown>): Promise<unknown> {
  return time.awaiting(
    time.run(async () => {
      await time.sleep(LATENCY_SECONDS);
      return send();
    }),
  );
}

function requestsOf(account: string) {
  return aws.simulator.requests().filter((one) => one.service === 'route53' && one.account === account);
}

function throttled() {
  return aws.simulator.requests().filter(({ code }) => code === 'Throttling');
}

/** Of all seconds that begin with a request. */
function mostInASecond(account: string): number {
  const times = requestsOf(account).map(({ at }) => at);
  return Math.max(0, ...times.map((start) => times.filter((at) => at >= start && at < start + 1000).length));
}
