/**
 * Which internet proofs are taken in.
 *
 *   the environment                                   | proofs
 *   PROBE_NETWORK names a simulator on this machine   | in the network that it simulates: for demos and tests
 *   AWS_ENDPOINT_URL leads elsewhere than to AWS      | not possible: what a simulated AWS says is nowhere on the real internet
 *   otherwise                                         | on the internet
 */
import { InvalidRequestError } from '../model/errors.ts';
import { internet } from './internet.ts';
import type { ProbeNetwork } from './probe-network.ts';
import { createSimulatedInternet } from './simulated-internet.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK = ['127.0.0.1', 'localhost'];
/** Where AWS answers, VPC endpoints and the partitions included. */
const AWS_HOST = /\.(amazonaws\.com|amazonaws\.com\.cn|api\.aws|amazonaws\.eu)$/;
const ENDPOINT_VARIABLE = /^AWS_ENDPOINT_URL(_[A-Z0-9_]+)?$/;

/** The network for this environment. Throws InvalidRequestError when `PROBE_NETWORK` is not a simulator's address on this machine. */
export function networkOf(environment: Environment): ProbeNetwork {
  const named = environment.PROBE_NETWORK?.trim() ?? '';
  if (named !== '') return createSimulatedInternet(parseEndpoint(named));
  const endpoint = simulatedEndpoint(environment);
  return endpoint === undefined ? internet : nowhere(endpoint);
}

function parseEndpoint(text: string): string {
  const url = URL.parse(text);
  const isBare = url?.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  if (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname) && isBare) return url.origin;
  const wanted = 'the endpoint of a simulator on this machine, such as http://127.0.0.1:4566';
  const advice = 'take it out to have proofs taken on the internet';
  const message = `is not ${wanted}, got ${JSON.stringify(text.slice(0, 80))}; ${advice}`;
  throw new InvalidRequestError([{ path: 'environment.PROBE_NETWORK', message }]);
}

/** The variable that leads the SDK elsewhere than to AWS, where one does. */
function simulatedEndpoint(environment: Environment): string | undefined {
  return Object.keys(environment)
    .filter((name) => ENDPOINT_VARIABLE.test(name))
    .sort()
    .find((name) => isElsewhere(environment[name] ?? ''));
}

function isElsewhere(endpoint: string): boolean {
  return endpoint !== '' && !AWS_HOST.test(URL.parse(endpoint)?.hostname ?? '');
}

function nowhere(variable: string): ProbeNetwork {
  const refuse = () =>
    Promise.reject(
      new Error(
        `${variable} leads to a simulated AWS, whose names no DNS server knows, and PROBE_NETWORK names no network`,
      ),
    );
  return { resolve: refuse, connect: refuse, certificateAuthorities: undefined };
}
