import { connect, type Socket } from 'node:net';

const CONNECT_MILLISECONDS = 5_000;

/** A TCP connection, without a proxy. Rejects with an Error that has a `code`. */
export function openConnection(host: string, port: number): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = connect({ host, port, timeout: CONNECT_MILLISECONDS });
  socket.once('connect', () => {
    socket.setTimeout(0);
    resolve(socket);
  });
  socket.once('timeout', () => {
    socket.destroy(Object.assign(new Error(`connect ETIMEDOUT ${host}:${port}`), { code: 'ETIMEDOUT' }));
  });
  socket.once('error', reject);
  return promise;
}
