import { once } from 'node:events';
import type { Estate } from '../simulator/estates/estate.ts';
import { EstateError } from '../simulator/estates/estate-error.ts';
import { loadEstate } from '../simulator/estates/load-estate.ts';
import { readEstate } from '../simulator/estates/read-estate.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator/start-simulator.ts';
import type { Command, ExitCode } from './command.ts';
import { countOf } from './edge-state.ts';
import { type GivenOptions, givenValue, invalid, isGiven, numberOf } from './given-options.ts';
import { printable } from './printable.ts';
import { BLANK, type Line, styled } from './styled-text.ts';
import type { Terminal } from './terminal.ts';

const DEFAULT_SPEED = 60;
/** Simulated seconds that a client may sleep between looks: less than CloudFront takes for anything. */
const POLL_SIMULATED_SECONDS = 10;
const SHORTEST_POLL_SECONDS = 0.05;
/** How long answers that lead to an edge, or to an API, are remembered. */
const ALIAS_TTL_SECONDS = 60;
/** Who asks, and where, in an estate without accounts. */
const EMPTY_ESTATE = { account: '111111111111', region: 'us-east-1' };

export const simulateCommand: Command = {
  name: 'simulate',
  summary: 'runs a simulated AWS on this machine',
  description:
    'Any AWS SDK, the AWS CLI, Terraform and the other commands can talk to it. It prints the environment that points them at it, and runs until it is interrupted; nothing is kept. GET /_simulator/requests lists every request that it served.',
  options: [
    { name: 'port', value: 'PORT', text: 'port on 127.0.0.1 (default: 0, any that is free)' },
    {
      name: 'estate',
      value: 'empty|demo|FILE',
      text: 'what exists at the start: nothing, the estate of the demo (default), or a JSON document',
    },
    {
      name: 'speed',
      value: 'N',
      text: `simulated seconds per second (default: ${DEFAULT_SPEED}); at 0 time only passes by POST /_simulator/advance`,
    },
    { name: 'seed', value: 'N', text: 'the same seed and the same requests give the same ids (default: 1)' },
    {
      name: 'page-limit',
      value: 'N',
      text: 'at most so many items on any page of any list (default: what the client asks for, and AWS allows)',
    },
    {
      name: 'json',
      value: undefined,
      text: 'endpoint, environment and Regions with API domains as one line of JSON, once it is ready; nothing else on standard output',
    },
  ],
  exits: [
    [0, 'it was interrupted, by Ctrl-C or SIGTERM'],
    [1, 'it could not start: the port is taken, the estate is wrong, or the command is wrong'],
  ],
  run: simulate,
};

async function simulate(options: GivenOptions, terminal: Terminal): Promise<ExitCode> {
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const speed = numberOf(options, 'speed', { minimum: 0, maximum: 1_000_000, kind: 'decimal' }) ?? DEFAULT_SPEED;
  const name = givenValue(options, 'estate') ?? 'demo';
  const estate = readNamedEstate(name);
  let deployed: Readonly<Record<string, string>> = {};
  const simulator = await start(options, speed, async (started) => {
    await loadEstate(started, estate);
    deployed = await deploySweep(started, estate, terminal);
  });
  const environment = { ...environmentOf(simulator, estate, speed), ...deployed };
  if (isGiven(options, 'json')) {
    terminal.out.print([
      [JSON.stringify({ endpoint: simulator.endpoint, env: environment, regions: regionsOf(estate) })],
    ]);
  } else {
    terminal.err.print(layOutIntroduction(simulator, name, estate, speed));
    terminal.out.print(Object.entries(environment).map(([key, value]): Line => [`export ${key}=${value}`]));
    terminal.err.print(layOutNextSteps(estate));
  }
  await interrupted;
  await simulator.stop();
  return 0;
}

function readNamedEstate(name: string): Estate {
  try {
    return readEstate(name);
  } catch (error) {
    throw wrongEstate(error);
  }
}

/** An estate's problems carry their paths in the document already. */
function wrongEstate(error: unknown): unknown {
  if (!(error instanceof EstateError)) return error;
  return invalid(...error.problems.map((problem) => ({ path: '--estate', message: problem })));
}

async function start(
  options: GivenOptions,
  speed: number,
  estate: NonNullable<SimulatorOptions['estate']>,
): Promise<Simulator> {
  const port = numberOf(options, 'port', { minimum: 0, maximum: 65_535, kind: 'integer' }) ?? 0;
  const seed = numberOf(options, 'seed', { minimum: 0, maximum: 2 ** 31, kind: 'integer' });
  const pageLimit = numberOf(options, 'page-limit', { minimum: 1, maximum: 1000, kind: 'integer' });
  // Clients judge certificates by their own clock, so the simulated one starts with it.
  const startAt = new Date();
  try {
    return await startSimulator({ port, seed, speed, startAt, pageLimit, estate });
  } catch (error) {
    if (!isPortTaken(error)) throw wrongEstate(error);
    throw invalid({ path: '--port', message: `is in use, got ${port}; choose another, or 0 for any that is free` });
  }
}

/** What `npm run invoke` finds deployed: NoticeFunction's bucket and state machine. Answers their names. */
async function deploySweep(
  simulator: Simulator,
  estate: Estate,
  { err }: Terminal,
): Promise<Readonly<Record<string, string>>> {
  const { deployLocalSweep } = await import('../infra/simulated/local-sweep.ts');
  const { account, region } = placeOf(estate);
  return deployLocalSweep(simulator, {
    account,
    region,
    regions: [...new Set([region, ...regionsOf(estate)])],
    onLogLine: (line) => err.print([[styled('dim', printable(line))]]),
  });
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}

/** Points clients at the account and the Region of the estate's first API domain, and keeps them from sleeping through simulated time. */
function environmentOf(simulator: Simulator, estate: Estate, speed: number): Readonly<Record<string, string>> {
  const { account, region } = placeOf(estate);
  const real = (seconds: number) => seconds / Math.max(speed, 1);
  const pollSeconds = Math.max(SHORTEST_POLL_SECONDS, real(POLL_SIMULATED_SECONDS));
  return {
    ...simulator.env(account, region),
    SECURE_API_EDGE_DRAIN_SECONDS: String(Number(real(ALIAS_TTL_SECONDS).toFixed(2))),
    SECURE_API_EDGE_POLL_SECONDS: String(Number(pollSeconds.toFixed(2))),
  };
}

function placeOf(estate: Estate): { readonly account: string; readonly region: string } {
  const [account = EMPTY_ESTATE.account] = Object.keys(estate.accounts);
  const [region = EMPTY_ESTATE.region] = regionsOf(estate);
  return { account, region };
}

function regionsOf({ accounts }: Estate): readonly string[] {
  const [first] = Object.values(accounts);
  return [...new Set((first?.apiDomains ?? []).map(({ region }) => region))];
}

function layOutIntroduction(simulator: Simulator, name: string, estate: Estate, speed: number): readonly Line[] {
  const domains = Object.values(estate.accounts).flatMap(({ apiDomains }) => apiDomains ?? []).length;
  return [
    [
      'simulated AWS on ',
      styled('bold', simulator.endpoint),
      `, estate ${name} with ${countOf(domains, 'API domain')}`,
    ],
    [speed === 0 ? 'time passes only by POST /_simulator/advance' : `${countOf(speed, 'simulated second')} per second`],
    BLANK,
    ['point a client at it, in another shell:'],
  ];
}

function layOutNextSteps(estate: Estate): readonly Line[] {
  const regions = regionsOf(estate);
  const options = regions.map((region) => ` --region ${region}`).join('');
  const which =
    regions.length > 1
      ? `and there, for example (its domains are in ${regions.length} Regions; the environment alone names one):`
      : 'and there, for example:';
  return [
    BLANK,
    [which],
    [`npx secure-api-edge plan${options}`],
    [`npx secure-api-edge apply${options} --wait`],
    BLANK,
    [styled('dim', 'Ctrl-C stops it; nothing is kept')],
  ];
}
