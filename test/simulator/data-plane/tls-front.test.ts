import { once } from 'node:events';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { type Certificates, createCertificates } from '../../../simulator/data-plane/certificates.ts';
import { createNetwork } from '../../../simulator/data-plane/network.ts';
import { createTlsFront } from '../../../simulator/data-plane/tls-front.ts';

const network = createNetwork();
const address = '203.0.113.1';
let certificates: Certificates;

const front = createTlsFront(
  async (name) => ({
    credentials: await certificates.issue({ names: [name ?? 'no-name.example.com'] }),
    minVersion: name?.startsWith('modern') ? 'TLSv1.3' : name?.startsWith('ancient') ? 'TLSv1' : 'TLSv1.2',
    ...(name?.startsWith('mutual') && { clientRoot: certificates.clientRootCertificate }),
    ...(name?.startsWith('h2') && { protocols: ['h2', 'http/1.1'] }),
  }),
  (socket) => socket.end(`authorized: ${socket.authorized}`),
);

beforeAll(async () => {
  certificates = await createCertificates();
  await network.listen(address, 443, front);
});
afterAll(() => network.stop());

async function open(servername: string, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const socket = connect({
    socket: await network.connect(address, 443),
    servername,
    ca: certificates.rootCertificate,
    ...options,
  });
  await once(socket, 'secureConnect');
  return socket;
}

async function read(socket: TLSSocket): Promise<string> {
  return (await socket.toArray()).join('');
}

describe('TLS front', () => {
  test('shows each name the certificate of that name', async () => {
    const one = await open('one.example.com');
    const other = await open('other.example.com');

    expect(one.getPeerCertificate().subjectaltname).toBe('DNS:one.example.com');
    expect(other.getPeerCertificate().subjectaltname).toBe('DNS:other.example.com');
  });

  test('answers a client that names no server', async () => {
    const socket = await open('', { checkServerIdentity: () => undefined });

    expect(socket.getPeerCertificate().subjectaltname).toBe('DNS:no-name.example.com');
  });

  test('speaks TLS 1.2 under one name and refuses it under another', async () => {
    const socket = await open('plain.example.com', { maxVersion: 'TLSv1.2' });

    expect(socket.getProtocol()).toBe('TLSv1.2');
    await expect(open('modern.example.com', { maxVersion: 'TLSv1.2' })).rejects.toThrow(/protocol version/);
  });

  test('speaks TLS 1.0 where it may', async () => {
    const socket = await open('ancient.example.com', {
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1',
      ciphers: 'DEFAULT:@SECLEVEL=0',
    });

    expect(socket.getProtocol()).toBe('TLSv1');
  });

  test('tells whether the client has shown a certificate of the authority', async () => {
    const client = await certificates.issueClient('partner');
    const stranger = await certificates.issue({ names: ['stranger'], issuer: 'self' });

    const answers = await Promise.all(
      [client, stranger, {}].map(async (credentials) => read(await open('mutual.example.com', credentials))),
    );

    expect(answers).toEqual(['authorized: true', 'authorized: false', 'authorized: false']);
  });

  test('negotiates the protocol under names that offer several', async () => {
    const socket = await open('h2.example.com', { ALPNProtocols: ['h2'] });

    expect(socket.alpnProtocol).toBe('h2');
  });

  test('refuses a client that does not speak TLS', async () => {
    const socket = await network.connect(address, 443);
    socket.write('GET / HTTP/1.1\r\nHost: one.example.com\r\n\r\n');

    const answer = await socket.toArray();

    expect(Buffer.concat(answer).toString()).not.toContain('authorized');
  });
});
