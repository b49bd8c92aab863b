import { type DataPlane, startDataPlane } from '../../simulator/data-plane/start-data-plane.ts';
import type { AccountEstate } from '../../simulator/estates/estate.ts';
import { loadEstate } from '../../simulator/estates/load-estate.ts';
import { createDataPlaneClient, type DataPlaneClient } from './data-plane-client.ts';
import { type SimulatedAws, useSimulatedAws } from './simulated-aws.ts';

export interface ServedAws extends SimulatedAws {
  readonly plane: DataPlane;
  /** Remembers no DNS answer. */
  readonly internet: DataPlaneClient;
}

/** One simulator with its data plane for the tests of a file, back at the estate of account 111111111111 before each test. */
export function useServedAws(account: AccountEstate = {}): ServedAws {
  let plane: DataPlane;
  const aws = useSimulatedAws({
    estate: (simulator) => loadEstate(simulator, { accounts: { '111111111111': account } }),
  });
  beforeAll(async () => {
    plane = await startDataPlane(aws.simulator);
  });
  afterAll(() => plane.stop());

  return {
    get simulator() {
      return aws.simulator;
    },
    client: (type, scope) => aws.client(type, scope),
    get plane() {
      return plane;
    },
    get internet() {
      return createDataPlaneClient(plane);
    },
  };
}

/** Who signs in with a token in Authorization. */
export const LOGIN = {
  type: 'JWT',
  identitySource: ['$request.header.Authorization'],
  issuer: 'https://login.example.com/',
  audience: ['shop'],
} as const;

/** Each API of eu-west-1 under its own name below example.com, and the records that lead there. */
export function apisByName(
  apis: readonly string[],
): Pick<AccountEstate, 'certificates' | 'apiDomains' | 'hostedZones'> {
  const names = apis.map((api) => ({ api, name: `${api}.example.com` }));
  return {
    certificates: { api: { region: 'eu-west-1', names: ['*.example.com'] } },
    apiDomains: names.map(({ api, name }) => ({ name, region: 'eu-west-1', certificate: 'api', mappings: [{ api }] })),
    hostedZones: [
      { name: 'example.com', records: names.map(({ name }) => ({ name, type: 'A', alias: { apiDomain: name } })) },
    ],
  };
}
