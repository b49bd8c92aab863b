import { once } from 'node:events';
import { connect } from 'node:net';
import { createNetwork, type Network } from '../../../simulator/data-plane/network.ts';

let network: Network;
beforeEach(() => {
  network = createNetwork();
});
afterEach(() => network.stop());

describe('network', () => {
  test('carries bytes both ways between a client and what listens at an address', async () => {
    await network.listen('203.0.113.1', 80, (socket) => socket.pipe(socket));

    const socket = await network.connect('203.0.113.1', 80);
    socket.end('hello');

    expect((await socket.toArray()).join('')).toBe('hello');
  });

  test('tells addresses and ports apart', async () => {
    await network.listen('203.0.113.1', 80, (socket) => socket.end('one'));
    await network.listen('203.0.113.1', 443, (socket) => socket.end('two'));
    await network.listen('2001:db8::1', 80, (socket) => socket.end('three'));

    const answers = await Promise.all(
      [['203.0.113.1', 80] as const, ['203.0.113.1', 443] as const, ['2001:DB8:0::1', 80] as const].map(
        async ([address, port]) => (await (await network.connect(address, port)).toArray()).join(''),
      ),
    );

    expect(answers).toEqual(['one', 'two', 'three']);
  });

  test('refuses a port where nothing listens', async () => {
    await network.listen('203.0.113.1', 443, (socket) => socket.end());

    await expect(network.connect('203.0.113.1', 80)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
      syscall: 'connect',
    });
  });

  test('fails to reach an address where no host is', async () => {
    await expect(network.connect('203.0.113.2', 80)).rejects.toMatchObject({ code: 'EHOSTUNREACH' });
  });

  test('refuses a second listener at the same place', async () => {
    await network.listen('203.0.113.1', 80, (socket) => socket.end());

    await expect(network.listen('203.0.113.1', 80, (socket) => socket.end())).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  test('shows programs outside where to connect', async () => {
    await network.listen('203.0.113.1', 80, (socket) => socket.end('hello'));

    const socket = connect(network.loopbackOf('203.0.113.1', 80)!);

    expect((await socket.toArray()).join('')).toBe('hello');
    expect(network.loopbackOf('203.0.113.1', 81)).toBeUndefined();
  });

  test('breaks connections when it stops, and nothing listens any more', async () => {
    await network.listen('203.0.113.1', 80, (socket) => socket.write('still here'));
    const socket = await network.connect('203.0.113.1', 80);

    const closed = once(socket, 'close');
    await network.stop();
    await closed;

    await expect(network.connect('203.0.113.1', 80)).rejects.toMatchObject({ code: 'EHOSTUNREACH' });
  });
});
