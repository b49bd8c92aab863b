import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What CloudFormation reads from an answer that it accepted. */
export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly Data?: Readonly<Record<string, string>>;
}

/** One PUT, and the status that it got. */
export interface Put {
  readonly path: string;
  readonly status: number;
  readonly body: string;
}

/** Stands on loopback where CloudFormation's bucket stands. */
export interface CloudFormationReceiver {
  readonly endpoint: string;
  /** Every PUT since the test began. */
  readonly puts: readonly Put[];
  /** What was accepted under this presigned path, in the order of arrival. */
  acceptedAt(path: string): readonly Answer[];
  /** The next requests get these statuses, whatever they bring. */
  failNext(...statuses: readonly number[]): void;
}

/** CloudFormation drops a longer one. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
const LONGEST_ANSWER_BYTES = 4096;

/** One receiver for the tests of a file, empty for each test. */
export function useCloudFormationReceiver(): CloudFormationReceiver {
  const puts: Put[] = [];
  const faults: number[] = [];
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const status = faults.shift() ?? statusOf(request, body);
    puts.push({ path: request.url ?? '', status, body });
    response.writeHead(status).end();
  });

  beforeAll(() => listen(server));
  beforeEach(() => {
    puts.length = 0;
    faults.length = 0;
  });
  afterAll(() => close(server));

  return {
    get endpoint() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    puts,
    acceptedAt: (path) =>
      puts.filter((put) => put.path === path && put.status === 200).map(({ body }) => JSON.parse(body)),
    failNext: (...statuses) => faults.push(...statuses),
  };
}

/** The signature of a presigned PUT covers an empty content type: S3 refuses any other. */
function statusOf({ method, headers }: IncomingMessage, body: string): number {
  if (method !== 'PUT') return 405;
  if ((headers['content-type'] ?? '') !== '') return 403;
  return Buffer.byteLength(body) > LONGEST_ANSWER_BYTES ? 413 : 200;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
