/** Edge locations over a simulated AWS, an origin that answers as a test wants, and viewers who may ask anything. */
import http from 'node:http';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import {
  CloudFrontClient,
  CreateDistributionCommand,
  type DistributionConfig,
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { putCertificate } from '../../../../simulator/acm/state.ts';
import { createIds } from '../../../../simulator/core/ids.ts';
import {
  type CertificateRequest,
  type Certificates,
  createCertificates,
} from '../../../../simulator/data-plane/certificates.ts';
import { type Edge, startEdge } from '../../../../simulator/data-plane/edge/start-edge.ts';
import { createNetwork, type Network } from '../../../../simulator/data-plane/network.ts';
import { createResolver, type Resolver } from '../../../../simulator/data-plane/resolver.ts';
import { type SimulatedAws, useSimulatedAws } from '../../../support/simulated-aws.ts';
import { ask, type Question, type ViewerAnswer } from './viewer.ts';

export const ORIGIN = 'origin.example.net';
export const ORIGIN_ADDRESS = '198.51.100.250';
/** A host that is there, and drops every packet. */
const SILENT = 'silent.example.net';
const WAIT_FOR_DEPLOYMENT = 300;

export interface OriginAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: string;
}

export interface OriginRequestSeen {
  readonly method: string;
  readonly url: string;
  readonly protocol: 'http' | 'https';
  readonly serverName: string | false | null | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface EdgeUnderTest {
  readonly aws: SimulatedAws;
  readonly network: Network;
  readonly edge: Edge;
  readonly origin: FakeOrigin;
  /** What viewers trust. */
  readonly rootCertificate: string;
  /** A deployed distribution, by its domain name. */
  deployed(config: DistributionConfig): Promise<string>;
  /** One that still is on its way. */
  created(config: DistributionConfig): Promise<{ readonly id: string; readonly domainName: string }>;
  /** Sends a changed configuration on its way. */
  update(id: string, change: (config: DistributionConfig) => DistributionConfig): Promise<void>;
  /** An issued certificate of the account, by ARN. */
  certificate(...names: string[]): string;
  advance(seconds: number): void;
  ask(url: string, question?: Question): Promise<ViewerAnswer>;
}

export type UpgradeListener = (incoming: http.IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface FakeOrigin {
  readonly seen: OriginRequestSeen[];
  /** What it answers from now on; a promise keeps CloudFront waiting. */
  answers(answer: OriginAnswer | ((request: OriginRequestSeen) => OriginAnswer | Promise<OriginAnswer>)): void;
  shows(certificate: CertificateRequest): void;
  /** Ends connections without an answer. */
  hangsUp(): void;
  onUpgrade(listener: UpgradeListener): void;
}

export function useEdge(): EdgeUnderTest {
  const aws = useSimulatedAws();
  let certificates: Certificates;
  let network: Network;
  let edge: Edge;
  let origin: FakeOrigin;

  beforeAll(async () => {
    certificates = await createCertificates();
    network = createNetwork();
    const resolver = knowingTheOrigin(createResolver(() => aws.simulator.world));
    edge = await startEdge({ simulator: aws.simulator, network, resolver, certificates, ids: createIds(1) });
    origin = await startOrigin();
  });
  beforeEach(() => {
    origin.seen.length = 0;
    origin.answers({ body: 'hello' });
    origin.shows({ names: [ORIGIN] });
  });
  afterAll(() => network.stop());

  const startOrigin = async (): Promise<FakeOrigin> => {
    const seen: OriginRequestSeen[] = [];
    let respond: (request: OriginRequestSeen) => OriginAnswer | Promise<OriginAnswer> | undefined;
    let shown: CertificateRequest = { names: [ORIGIN] };
    let upgraded: UpgradeListener = (_, socket) => socket.destroy();
    const server = http.createServer(async (incoming, outgoing) => {
      const request = await toSeen(incoming);
      seen.push(request);
      const answer = await respond(request);
      if (answer === undefined) return incoming.socket.destroy();
      outgoing.writeHead(answer.status ?? 200, { ...answer.headers } as http.OutgoingHttpHeaders).end(answer.body);
    });
    server.on('upgrade', (incoming, socket, head) => upgraded(incoming, socket, head));
    await network.listen(ORIGIN_ADDRESS, 80, (socket) => void server.emit('connection', socket));
    await network.listen(ORIGIN_ADDRESS, 443, async (socket) => {
      const secure = new tls.TLSSocket(socket, {
        isServer: true,
        secureContext: tls.createSecureContext(await certificates.issue(shown)),
      });
      secure.on('error', () => undefined);
      server.emit('connection', secure);
    });
    return {
      seen,
      answers: (answer) => {
        respond = typeof answer === 'function' ? answer : () => answer;
      },
      hangsUp: () => {
        respond = () => undefined;
      },
      shows: (certificate) => {
        shown = certificate;
      },
      onUpgrade: (listener) => {
        upgraded = listener;
      },
    };
  };

  const created = async (config: DistributionConfig) => {
    const { Distribution } = await aws
      .client(CloudFrontClient)
      .send(new CreateDistributionCommand({ DistributionConfig: config }));
    return { id: Distribution!.Id!, domainName: Distribution!.DomainName! };
  };

  return {
    aws,
    get rootCertificate() {
      return certificates.rootCertificate;
    },
    get network() {
      return network;
    },
    get edge() {
      return edge;
    },
    get origin() {
      return origin;
    },
    created,
    async deployed(config) {
      const { domainName } = await created(config);
      aws.simulator.clock.advance(WAIT_FOR_DEPLOYMENT);
      return domainName;
    },
    async update(id, change) {
      const client = aws.client(CloudFrontClient);
      const { DistributionConfig: config, ETag } = await client.send(new GetDistributionConfigCommand({ Id: id }));
      await client.send(new UpdateDistributionCommand({ Id: id, IfMatch: ETag, DistributionConfig: change(config!) }));
    },
    certificate: (...names) =>
      putCertificate(aws.simulator.world, '111111111111', 'us-east-1', {
        domainName: names[0]!,
        subjectAlternativeNames: names,
      }),
    advance: (seconds) => aws.simulator.clock.advance(seconds),
    ask: (url, question = {}) => ask(url, question, { network, rootCertificate: certificates.rootCertificate, edge }),
  };
}

function knowingTheOrigin(resolver: Resolver): Resolver {
  const known: Readonly<Record<string, string>> = { [ORIGIN]: ORIGIN_ADDRESS, [SILENT]: '198.51.100.251' };
  return {
    resolve(name, type, at) {
      const address = type === 'A' ? known[name] : undefined;
      return address === undefined
        ? resolver.resolve(name, type, at)
        : { code: 'NOERROR', values: [address], ttlSeconds: 60 };
    },
  };
}

async function toSeen(incoming: http.IncomingMessage): Promise<OriginRequestSeen> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { socket } = incoming;
  return {
    method: incoming.method!,
    url: incoming.url!,
    protocol: socket instanceof tls.TLSSocket ? 'https' : 'http',
    serverName: Reflect.get(socket, 'servername') as string | false | null | undefined,
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString(),
  };
}
