import type { Clock } from '../../../functions/reconciler/model/clock.ts';
import { isProven } from '../../../functions/reconciler/model/proof.ts';
import type { ProbeNetwork } from '../../../functions/reconciler/network/probe-network.ts';
import { createProver } from '../../../functions/reconciler/prove/prover.ts';
import { API, CLOUDFRONT, REGIONAL } from '../../support/edge-builders.ts';
import { usePlayedEdge } from './played-edge.ts';
import { API_ADDRESS, EDGE_ADDRESS, proofSubject } from './played-round.ts';

const SUBJECT = proofSubject();
const IPV6 = '2001:db8::7';
const played = usePlayedEdge();

/** Time passes only while somebody sleeps. */
function sleepingClock(): Clock & { readonly slept: number[] } {
  let now = Date.parse('2026-11-20T12:00:00Z');
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(now),
    async sleep(seconds) {
      slept.push(seconds);
      now += seconds * 1000;
    },
  };
}

/** Names as given, `A NAME` or `AAAA NAME`; connections lead to the played edge and API. */
function networkOf(names: Readonly<Record<string, readonly string[]>>, changes: Partial<ProbeNetwork> = {}) {
  const asked: string[] = [];
  const network: ProbeNetwork = {
    certificateAuthorities: played.certificateAuthorities(),
    async resolve(name, family, how) {
      asked.push(`${how} ${name}`);
      return names[`${family === 4 ? 'A' : 'AAAA'} ${name}`] ?? [];
    },
    connect: (address, port) => played.connect(address === API_ADDRESS ? 'api' : 'edge', port),
    ...changes,
  };
  return { network, asked };
}

const NAMES = { [`A ${CLOUDFRONT}`]: [EDGE_ADDRESS], [`A ${REGIONAL}`]: [API_ADDRESS] };

describe('a proof', () => {
  test('is two rounds that pass in a row, without a pause', async () => {
    const clock = sleepingClock();
    const { network } = networkOf(NAMES);

    const proof = await createProver(network, clock).prove(SUBJECT, 'edge');

    expect(proof).toMatchObject({
      kind: 'present',
      value: { distributionId: 'E1', etag: 'ETAG1', through: 'edge', addresses: [EDGE_ADDRESS], passes: 2 },
    });
    expect(clock.slept).toEqual([]);
  });

  test('counts every request, those to the API included', async () => {
    const { network } = networkOf(NAMES);
    const before = played.requests();

    const proof = await createProver(network, sleepingClock()).prove(SUBJECT, 'edge');

    expect(proof).toMatchObject({ value: { requests: played.requests() - before } });
  });

  test('asks the distribution before the records move, and the servers of the zone after it', async () => {
    const before = networkOf(NAMES);
    const after = networkOf({ ...NAMES, [`A ${API}`]: [EDGE_ADDRESS] });

    await createProver(before.network, sleepingClock()).prove(SUBJECT, 'edge');
    await createProver(after.network, sleepingClock()).prove(SUBJECT, 'dns');

    expect(before.asked).toContain(`recursive ${CLOUDFRONT}`);
    expect(after.asked).toContain(`authoritative ${API}`);
    expect(after.asked).not.toContain(`recursive ${CLOUDFRONT}`);
  });

  test('tries IPv6 as well, and another address in each round', async () => {
    const { network } = networkOf({
      ...NAMES,
      [`A ${CLOUDFRONT}`]: ['203.0.113.1', '203.0.113.2', '203.0.113.3'],
      [`AAAA ${CLOUDFRONT}`]: [IPV6],
    });

    const proof = await createProver(network, sleepingClock()).prove(SUBJECT, 'edge');

    expect(proof).toMatchObject({ value: { addresses: ['203.0.113.1', IPV6, '203.0.113.2'], passes: 2 } });
  });

  test('is of IPv4 alone where there is no way to IPv6', async () => {
    const { network } = networkOf({ ...NAMES, [`AAAA ${CLOUDFRONT}`]: [IPV6] });
    const connect: ProbeNetwork['connect'] = (address, port) =>
      address === IPV6
        ? Promise.reject(Object.assign(new Error('connect ENETUNREACH'), { code: 'ENETUNREACH' }))
        : network.connect(address, port);

    const proof = await createProver({ ...network, connect }, sleepingClock()).prove(SUBJECT, 'edge');

    expect(proof).toMatchObject({ value: { addresses: [EDGE_ADDRESS], unreached: [IPV6], passes: 2 } });
  });

  test('asks the resolver for the name where the servers of its zone cannot be asked', async () => {
    const { network } = networkOf({ ...NAMES, [`A ${API}`]: [EDGE_ADDRESS] });
    const resolve: ProbeNetwork['resolve'] = async (name, family, how) => {
      if (how === 'authoritative') throw Object.assign(new Error('queryNs ETIMEOUT'), { code: 'ETIMEOUT' });
      return network.resolve(name, family, how);
    };

    const proof = await createProver({ ...network, resolve }, sleepingClock()).prove(SUBJECT, 'dns');

    expect(proof).toMatchObject({ kind: 'present', value: { through: 'dns', passes: 2 } });
  });

  test('is not had where a resolver that stands in leads elsewhere: it may remember what was there before', async () => {
    const { network } = networkOf({ ...NAMES, [`A ${API}`]: ['198.51.100.9'] });
    const resolve: ProbeNetwork['resolve'] = async (name, family, how) => {
      if (how === 'authoritative') throw Object.assign(new Error('queryNs ETIMEOUT'), { code: 'ETIMEOUT' });
      return network.resolve(name, family, how);
    };

    const proof = await createProver({ ...network, resolve }, sleepingClock()).prove(SUBJECT, 'dns');

    expect(proof).toMatchObject({ kind: 'unreadable', failure: { message: expect.stringContaining('ETIMEOUT') } });
  });

  test('that was had everywhere says nothing of addresses that were not reached', async () => {
    const { network } = networkOf(NAMES);

    const proof = await createProver(network, sleepingClock()).prove(SUBJECT, 'edge');

    expect(proof.kind === 'present' && 'unreached' in proof.value).toBe(false);
  });
});

describe('edge locations that differ', () => {
  test('are tried again after a pause, until two rounds pass in a row', async () => {
    const clock = sleepingClock();
    const { network } = networkOf(NAMES);
    played.failRounds(1);

    const proof = await createProver(network, clock).prove(SUBJECT, 'edge');

    expect(proof.kind === 'present' && isProven(proof.value)).toBe(true);
    expect(clock.slept).toEqual([2, 2]);
  });

  test('fail the proof after four rounds, with the results of the last', async () => {
    const { network } = networkOf(NAMES);
    played.failRounds(9);

    const proof = await createProver(network, sleepingClock()).prove(SUBJECT, 'edge');

    expect(proof).toMatchObject({ kind: 'present', value: { passes: 0 } });
    const results = proof.kind === 'present' ? proof.value.results : [];
    expect(results.find(({ check }) => check === 'answer')).toMatchObject({
      verdict: 'fail',
      expected: '200',
      received: '403',
    });
  });

  test('pass where the owner accepts what differs', async () => {
    const { network } = networkOf(NAMES);
    played.failRounds(9);
    const accepted = ['answer', 'head', 'authorization', 'headers', 'query-and-cookies', 'preflight'] as const;

    const proof = await createProver(network, sleepingClock()).prove({ ...SUBJECT, accepted }, 'edge');

    expect(proof).toMatchObject({ value: { passes: 2 } });
  });

  test('prove nothing and hold nothing against the edge, when every other round passes', async () => {
    const clock = sleepingClock();
    const { network } = networkOf(NAMES);
    played.failRounds(1);
    const alternating: Clock = {
      now: clock.now,
      async sleep(seconds) {
        await clock.sleep(seconds);
        played.failRounds(clock.slept.length === 2 ? 1 : 0);
      },
    };

    const proof = await createProver(network, alternating).prove(SUBJECT, 'edge');

    expect(proof).toMatchObject({ kind: 'present', value: { passes: 1 } });
    const results = proof.kind === 'present' ? proof.value.results : [];
    expect(results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(results).not.toEqual([]);
  });

  test('are not tried for longer than a minute', async () => {
    const clock = sleepingClock();
    const { network } = networkOf(NAMES);
    played.failRounds(9);
    const slow: Clock = { now: clock.now, sleep: () => clock.sleep(50) };

    const proof = await createProver(network, slow).prove(SUBJECT, 'edge');

    expect(proof).toMatchObject({ kind: 'present', value: { passes: 0 } });
    expect(clock.slept).toEqual([50, 50]);
  });
});

describe('time', () => {
  /** Whatever is answered over HTTPS takes so many seconds; what is under way at the same time takes them at the same time. */
  function slowNetwork(clock: Clock, seconds: number, isSilent = false) {
    const { network } = networkOf({
      ...NAMES,
      [`A ${API}`]: [EDGE_ADDRESS],
      [`AAAA ${API}`]: [IPV6],
      [`AAAA ${CLOUDFRONT}`]: [IPV6],
    });
    const connect: ProbeNetwork['connect'] = async (address, port) => {
      const over = clock.now().getTime() + (port === 443 ? seconds * 1000 : 0);
      const socket = await network.connect(address, port);
      await clock.sleep(Math.max(0, over - clock.now().getTime()) / 1000);
      return isSilent && address !== API_ADDRESS ? socket.destroy() : socket;
    };
    return { ...network, connect };
  }

  test('is enough for an API that takes 2.6 seconds, over IPv4 and IPv6 at the same time', async () => {
    const clock = sleepingClock();

    const proof = await createProver(slowNetwork(clock, 2.6), clock).prove(SUBJECT, 'edge');

    expect(proof).toMatchObject({ kind: 'present', value: { addresses: [EDGE_ADDRESS, IPV6], passes: 2 } });
  });

  test.each([3.9, 8, 40])(
    'that is too short for an API that takes %d seconds is no word about the edge',
    async (seconds) => {
      const clock = sleepingClock();

      const proof = await createProver(slowNetwork(clock, seconds), clock).prove(SUBJECT, 'dns');

      expect(proof).toMatchObject({
        kind: 'unreadable',
        failure: { code: 'NotProven', message: expect.stringContaining('2 rounds did not fit into 60 seconds') },
      });
    },
  );

  test('is not spent on a round that cannot end in it', async () => {
    const clock = sleepingClock();
    const before = played.requests();

    await createProver(slowNetwork(clock, 3.9), clock).prove(SUBJECT, 'edge');

    expect(played.requests() - before).toBe(32);
  });

  test('that an edge uses up by answering nothing does not hide what failed', async () => {
    const clock = sleepingClock();

    const proof = await createProver(slowNetwork(clock, 9, true), clock).prove(SUBJECT, 'edge');

    const results = proof.kind === 'present' ? proof.value.results : [];
    expect(results.filter(({ check }) => check === 'certificate')).toMatchObject([
      { at: EDGE_ADDRESS, verdict: 'fail' },
      { at: IPV6, verdict: 'fail' },
    ]);
    expect(proof).toMatchObject({ value: { addresses: [EDGE_ADDRESS, IPV6], passes: 0 } });
    expect(
      results.filter(({ received }) => received.includes('time for the proof')).map(({ verdict }) => verdict),
    ).not.toContain('fail');
  });

  test('ends when nobody waits for the proof any more: nothing is sent after that', async () => {
    const abandoned = new AbortController();
    const { network } = networkOf(NAMES);
    let connections = 0;
    const connect: ProbeNetwork['connect'] = (address, port) => {
      connections += 1;
      if (connections === 3) abandoned.abort();
      return network.connect(address, port);
    };

    const proof = await createProver({ ...network, connect }, sleepingClock()).prove(SUBJECT, 'edge', abandoned.signal);

    expect(proof).toMatchObject({ kind: 'unreadable', failure: { code: 'NotProven' } });
    expect(connections).toBe(3);
  });
});

describe('a family that cannot be asked after', () => {
  test.each([
    [4, IPV6],
    [6, EDGE_ADDRESS],
  ] as const)('IPv%d leaves the other one to prove', async (broken, address) => {
    const { network } = networkOf({ ...NAMES, [`AAAA ${CLOUDFRONT}`]: [IPV6] });
    const resolve: ProbeNetwork['resolve'] = (name, family, how) =>
      family === broken && name === CLOUDFRONT
        ? Promise.reject(new Error('query ESERVFAIL'))
        : network.resolve(name, family, how);

    const proof = await createProver({ ...network, resolve }, sleepingClock()).prove(SUBJECT, 'edge');

    expect(proof).toMatchObject({ value: { addresses: [address], passes: 2 } });
  });
});

describe('no proof can be had', () => {
  test.each<[string, ReturnType<typeof networkOf>, string]>([
    ['the edge has no address', networkOf({ [`A ${REGIONAL}`]: [API_ADDRESS] }), `${CLOUDFRONT} has no address`],
    ['the API has no address', networkOf({ [`A ${CLOUDFRONT}`]: [EDGE_ADDRESS] }), `${REGIONAL} has no address`],
    [
      'no name can be resolved',
      networkOf(NAMES, { resolve: () => Promise.reject(new Error('queryA ETIMEOUT')) }),
      `${CLOUDFRONT} could not be resolved: queryA ETIMEOUT`,
    ],
    [
      'nothing can be connected to',
      networkOf(NAMES, { connect: () => Promise.reject(new Error('connect ETIMEDOUT')) }),
      `no connection to ${EDGE_ADDRESS}, port 443`,
    ],
  ])('when %s', async (_, { network }, message) => {
    const proof = await createProver(network, sleepingClock()).prove(SUBJECT, 'edge');

    expect(proof).toMatchObject({
      kind: 'unreadable',
      failure: { kind: 'NetworkFailure', code: 'NotProven', message },
    });
  });
});
