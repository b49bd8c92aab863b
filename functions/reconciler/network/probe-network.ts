import type { Socket } from 'node:net';

/** The internet, as far as a proof needs it. */
export interface ProbeNetwork {
  /**
   * Addresses of a name; none when it has none of this family. `authoritative`: asked of the servers of its zone, so that no cache answers.
   * Rejects when nobody could be asked.
   */
  resolve(name: string, family: 4 | 6, how: 'recursive' | 'authoritative'): Promise<readonly string[]>;
  /** Opens a TCP connection. Rejects with an Error that has a `code`. */
  connect(address: string, port: number): Promise<Socket>;
  /** PEM; undefined: those of Node.js. */
  readonly certificateAuthorities: readonly string[] | undefined;
}
