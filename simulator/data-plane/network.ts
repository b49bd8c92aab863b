import { once } from 'node:events';
import net from 'node:net';

/** The internet of the simulation: virtual addresses (203.0.113.0/24, 198.51.100.0/24, 2001:db8::/32), each listener a real socket on loopback. */
export interface Network {
  /** Accepts connections at a virtual address and port. */
  listen(address: string, port: number, accept: (socket: net.Socket) => void): Promise<void>;
  /** Opens a real TCP connection to what listens at a virtual address; rejects with ECONNREFUSED (port closed) or EHOSTUNREACH (no such host), as an Error with `code`. */
  connect(address: string, port: number): Promise<net.Socket>;
  /** Host and port on loopback behind a virtual address, for programs outside (`curl --connect-to`). */
  loopbackOf(address: string, port: number): { readonly host: string; readonly port: number } | undefined;
  /** Breaks what is still connected. */
  stop(): Promise<void>;
}

interface Listener {
  readonly address: string;
  readonly port: number;
  readonly server: net.Server;
}

const LOOPBACK = '127.0.0.1';

export function createNetwork(): Network {
  const listeners: Listener[] = [];
  const sockets = new Set<net.Socket>();

  const find = (address: string, port: number) =>
    listeners.find((listener) => listener.address === canonical(address) && listener.port === port);

  return {
    async listen(address, port, accept) {
      if (find(address, port)) throw failure('EADDRINUSE', 'listen', address, port);
      const server = net.createServer((socket) => {
        track(socket, sockets);
        accept(socket);
      });
      listeners.push({ address: canonical(address), port, server });
      server.listen(0, LOOPBACK);
      await once(server, 'listening');
    },
    async connect(address, port) {
      const listener = find(address, port);
      if (listener === undefined) throw failure(whyNot(address, listeners), 'connect', address, port);
      const socket = net.connect(boundPort(listener.server), LOOPBACK);
      await once(socket, 'connect');
      track(socket, sockets);
      return socket;
    },
    loopbackOf(address, port) {
      const listener = find(address, port);
      return listener && { host: LOOPBACK, port: boundPort(listener.server) };
    },
    async stop() {
      const closed = listeners.map(({ server }) => once(server.close(), 'close'));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
      listeners.length = 0;
    },
  };
}

/** Peers break connections at will; whoever reads the socket learns of it, and nobody else has to. */
function track(socket: net.Socket, sockets: Set<net.Socket>): void {
  sockets.add(socket);
  socket.on('error', () => undefined);
  socket.once('close', () => sockets.delete(socket));
}

function whyNot(address: string, listeners: readonly Listener[]): string {
  return listeners.some((listener) => listener.address === canonical(address)) ? 'ECONNREFUSED' : 'EHOSTUNREACH';
}

/** The error that node's own sockets give. */
function failure(code: string, syscall: string, address: string, port: number): NodeJS.ErrnoException {
  return Object.assign(new Error(`${syscall} ${code} ${address}:${port}`), { code, syscall, address, port });
}

function canonical(address: string): string {
  return net.isIPv6(address) ? new net.SocketAddress({ address, family: 'ipv6' }).address : address;
}

function boundPort(server: net.Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
