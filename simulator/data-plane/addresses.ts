import { regionStatuses } from '../account/state.ts';

/** Where AWS stands in the simulated internet: addresses of the ranges that are reserved for documentation. */
export interface Addresses {
  readonly A: readonly string[];
  readonly AAAA: readonly string[];
}

/** The edge locations of CloudFront, one of each kind of address for each; every distribution answers at all of them. */
export const edgeAddresses: Addresses = {
  A: ['203.0.113.200', '203.0.113.201', '203.0.113.202'],
  AAAA: ['2001:db8:cf::200', '2001:db8:cf::201', '2001:db8:cf::202'],
};

const FIRST_HOST = 10;

/** API Gateway of a Region: one address for all of its regional endpoints. */
export function regionalAddresses(region: string): Addresses {
  const host = FIRST_HOST + [...regionStatuses.create().keys()].indexOf(region);
  return { A: [`198.51.100.${host}`], AAAA: [`2001:db8:a:${host.toString(16)}::1`] };
}
