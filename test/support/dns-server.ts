import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const TYPES: Readonly<Record<number, string>> = { 1: 'A', 2: 'NS', 28: 'AAAA' };
const CODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;

export type PlayedAnswer = keyof typeof CODES | readonly string[];

export interface PlayedDnsServer {
  /** `127.0.0.1:PORT`. */
  readonly address: string;
  /** What was asked: `A api.example.com`. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

/** A DNS server on loopback. `answers` by question, `A api.example.com`: IPv4 addresses, names (NS), or a code; what it does not name is NXDOMAIN. */
export async function playDnsServer(answers: Readonly<Record<string, PlayedAnswer>>): Promise<PlayedDnsServer> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (query, { port }) => {
    const { question, end } = readQuestion(query);
    asked.push(question);
    const answer = answers[question] ?? 'NXDOMAIN';
    socket.send(encode(query.subarray(0, end), answer), port, '127.0.0.1');
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    async stop() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

function readQuestion(query: Buffer): { readonly question: string; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { question: `${TYPES[query.readUInt16BE(at + 1)]} ${labels.join('.')}`, end: at + 5 };
}

/** RFC 1035, section 4: the header, the question as it came, the answers with a pointer to its name. */
function encode(query: Buffer, answer: PlayedAnswer): Buffer {
  const values = typeof answer === 'string' ? [] : answer;
  const response = Buffer.from(query);
  response.writeUInt16BE(0x8180 | CODES[typeof answer === 'string' ? answer : 'NOERROR'], 2);
  response.writeUInt16BE(values.length, 6);
  response.writeUInt16BE(0, 10);
  return Buffer.concat([response, ...values.map(encodeRecord)]);
}

function encodeRecord(value: string): Buffer {
  const isAddress = /^[\d.]+$/.test(value);
  const content = isAddress ? Buffer.from(value.split('.').map(Number)) : encodeName(value);
  const head = Buffer.from([0xc0, 12, 0, isAddress ? 1 : 2, 0, 1, 0, 0, 0, 60, 0, content.length]);
  return Buffer.concat([head, content]);
}

function encodeName(name: string): Buffer {
  return Buffer.concat([
    ...name.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`)),
    Buffer.from([0]),
  ]);
}
