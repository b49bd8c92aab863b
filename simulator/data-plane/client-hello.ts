import type { Socket } from 'node:net';

const HANDSHAKE_RECORD = 22;
const SERVER_NAME_EXTENSION = 0;
const RECORD_HEADER_BYTES = 5;

/**
 * The server name that a TLS client asks for in its first record (RFC 6066), read without consuming it: whoever takes the socket next reads the record
 * again. Undefined when it names none, or when it does not speak TLS at all.
 */
export async function peekServerName(socket: Socket): Promise<string | undefined> {
  const record = await readFirstRecord(socket);
  if (record.length > 0) socket.unshift(record);
  return record[0] === HANDSHAKE_RECORD ? serverNameIn(record) : undefined;
}

/** Whatever has arrived once the first record is complete, or as much as comes before the end. */
function readFirstRecord(socket: Socket): Promise<Buffer> {
  const { promise, resolve } = Promise.withResolvers<Buffer>();
  let received = Buffer.alloc(0);
  const finish = () => {
    socket.off('readable', read).off('end', finish).off('close', finish);
    resolve(received);
  };
  const read = () => {
    const chunk: Buffer | null = socket.read();
    if (chunk !== null) received = Buffer.concat([received, chunk]);
    if (isComplete(received)) finish();
  };
  socket.on('readable', read).on('end', finish).on('close', finish);
  return promise;
}

function isComplete(received: Buffer): boolean {
  if (received.length < RECORD_HEADER_BYTES) return received.length > 0 && received[0] !== HANDSHAKE_RECORD;
  return received[0] !== HANDSHAKE_RECORD || received.length >= RECORD_HEADER_BYTES + received.readUInt16BE(3);
}

/** Behind the record's and the handshake's header, version and random come lists, each with its length before it. */
function serverNameIn(record: Buffer): string | undefined {
  try {
    let at = RECORD_HEADER_BYTES + 4 + 2 + 32;
    at += 1 + record.readUInt8(at);
    at += 2 + record.readUInt16BE(at);
    at += 1 + record.readUInt8(at);
    const end = at + 2 + record.readUInt16BE(at);
    for (at += 2; at + 4 <= end; at += 4 + record.readUInt16BE(at + 2)) {
      if (record.readUInt16BE(at) === SERVER_NAME_EXTENSION) return nameIn(record, at + 4);
    }
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A list with one entry: its length, the kind of name, the length of the name. */
function nameIn(record: Buffer, at: number): string {
  return record.toString('ascii', at + 5, at + 5 + record.readUInt16BE(at + 3)).toLowerCase();
}
