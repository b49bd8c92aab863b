import { loadEstate } from '../../simulator/estates/load-estate.ts';
import { readEstate } from '../../simulator/estates/read-estate.ts';
import type { SimulatorOptions } from '../../simulator/start-simulator.ts';
import type { SimulatedAws } from '../support/simulated-aws.ts';

/** A child process lives in real time: its certificates must be valid there, and what AWS takes minutes for must not be waited for. */
export const DEMO_ESTATE_IN_A_HURRY: SimulatorOptions = {
  startAt: new Date(),
  speed: 6000,
  estate: (simulator) => loadEstate(simulator, readEstate('demo')),
};

export const BOTH_REGIONS = ['--region', 'eu-west-1', '--region', 'us-east-1'] as const;
/** The domains of the demo estate that can be fronted. */
export const FRONTABLE = ['api', 'chat', 'legacy', 'orders'].map((label) => `${label}.example.com`);
export const FRONTABLE_OPTIONS = [...BOTH_REGIONS, ...FRONTABLE.flatMap((name) => ['--domain', name])];

/** Where what a test is about is not the proof: it takes seconds of real time. */
export const UNPROVEN = ['--proof', 'skip'] as const;

export function environmentFor({ simulator }: SimulatedAws): Record<string, string> {
  return {
    ...simulator.env('111111111111', 'eu-west-1'),
    SECURE_API_EDGE_DRAIN_SECONDS: '0',
    SECURE_API_EDGE_POLL_SECONDS: '0.05',
  };
}

/** Operations other than Get, List and Describe that were sent since the start. */
export function writesTo({ simulator }: SimulatedAws): readonly string[] {
  return simulator
    .requests()
    .map(({ operation }) => operation)
    .filter((operation) => !/^(Get|List|Describe)/.test(operation));
}
