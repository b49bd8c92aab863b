import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Server, Socket } from 'node:net';
import { openConnection } from '../../../functions/reconciler/network/open-connection.ts';
import { createAuthority } from '../../../simulator/data-plane/authority.ts';
import { API } from '../../support/edge-builders.ts';

export interface PlayedEdge {
  /** A connection to the edge (80, 443) or the API (443). */
  connect(to: 'edge' | 'api', port: number): Promise<Socket>;
  certificateAuthorities(): readonly string[];
  /** The edge answers 403 over HTTPS for so many rounds; it is good again in the next test. */
  failRounds(rounds: number): void;
  /** Requests so far. */
  requests(): number;
}

/** A good edge and its API as servers on loopback, for the tests of a file. */
export function usePlayedEdge(): PlayedEdge {
  const servers: Server[] = [];
  const ports = { plain: 0, edge: 0, api: 0 };
  let authorities: readonly string[] = [];
  let requests = 0;
  let failing = 0;
  let token: string | undefined;

  const redirect: RequestListener = ({ method, url }, response) => {
    requests += 1;
    response.writeHead(method === 'POST' ? 307 : 301, { location: `https://${API}${url}`, server: 'CloudFront' }).end();
  };
  const answer: RequestListener = (_, response) => {
    requests += 1;
    response.writeHead(200, { 'apigw-requestid': 'abc=' }).end();
  };
  const answerAtEdge: RequestListener = (request, response) => {
    const asked = /probe=([^&]*)/.exec(request.url ?? '')?.[1];
    if (asked !== token) failing -= 1;
    token = asked;
    if (failing < 0) return answer(request, response);
    requests += 1;
    response.writeHead(403, { 'apigw-requestid': 'abc=' }).end();
  };

  beforeAll(async () => {
    const authority = await createAuthority('Played', Date.now);
    const credentials = await authority.issue({ names: [API], validity: 'valid', usage: 'server' });
    authorities = [authority.rootCertificate];
    ports.plain = await listening(createHttpServer(redirect), servers);
    ports.edge = await listening(createHttpsServer(credentials, answerAtEdge), servers);
    ports.api = await listening(createHttpsServer(credentials, answer), servers);
  });
  beforeEach(() => {
    failing = 0;
    token = undefined;
  });
  afterAll(() => Promise.all(servers.map((server) => once(server.close(), 'close'))));

  return {
    connect: (to, port) => openConnection('127.0.0.1', port === 80 ? ports.plain : ports[to]),
    certificateAuthorities: () => authorities,
    failRounds: (rounds) => {
      failing = rounds;
    },
    requests: () => requests,
  };
}

async function listening(server: Server, servers: Server[]): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
