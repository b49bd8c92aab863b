import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInternet } from '../../../functions/reconciler/network/internet.ts';
import { type PlayedDnsServer, playDnsServer } from '../../support/dns-server.ts';

let server: PlayedDnsServer;
afterEach(() => server.stop());

describe('names', () => {
  test('have the addresses that the DNS server says', async () => {
    server = await playDnsServer({ 'A api.example.com': ['203.0.113.7', '203.0.113.8'] });

    const addresses = await createInternet([server.address]).resolve('api.example.com', 4, 'recursive');

    expect([...addresses].sort()).toEqual(['203.0.113.7', '203.0.113.8']);
  });

  test.each([
    ['without a record of the family', []],
    ['that do not exist', 'NXDOMAIN' as const],
  ])('%s have none', async (_, answer) => {
    server = await playDnsServer({ 'AAAA api.example.com': answer });

    expect(await createInternet([server.address]).resolve('api.example.com', 6, 'recursive')).toEqual([]);
  });

  test.each([
    ['SERVFAIL' as const, 'ESERVFAIL'],
    ['REFUSED' as const, 'EREFUSED'],
  ])('fail where the server answers %s: that is not "no address"', async (answer, code) => {
    server = await playDnsServer({ 'A api.example.com': answer });

    const resolved = createInternet([server.address]).resolve('api.example.com', 4, 'recursive');

    await expect(resolved).rejects.toMatchObject({ code });
  });

  test('are asked of the servers of the nearest zone above, where no cache may answer', async () => {
    server = await playDnsServer({ 'NS example.com': ['ns.example.net'], 'A ns.example.net': 'REFUSED' });

    const resolved = createInternet([server.address]).resolve('api.example.com', 4, 'authoritative');

    await expect(resolved).rejects.toMatchObject({ code: 'EREFUSED' });
    expect(server.asked.slice(0, 3)).toEqual(['NS api.example.com', 'NS example.com', 'A ns.example.net']);
  });

  test('fail where no zone above has a server', async () => {
    server = await playDnsServer({});

    const resolved = createInternet([server.address]).resolve('api.example.com', 4, 'authoritative');

    await expect(resolved).rejects.toThrow('no name server found for api.example.com');
  });
});

describe('connections', () => {
  test('reach what listens, and fail with a code where nothing does', async () => {
    server = await playDnsServer({});
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as { port: number };
    const internet = createInternet();

    const socket = await internet.connect('127.0.0.1', port);
    socket.destroy();
    listener.close();
    await once(listener, 'close');

    await expect(internet.connect('127.0.0.1', port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
