import { parseRegion, type Region } from '../reconciler/model/names.ts';
import { parseList, variable } from './variable.ts';

export const REGIONS_VARIABLE = variable(
  'a list of AWS Regions, separated by commas',
  (text) => parseList(text, parseRegion),
  undefined,
);
export const REGION_VARIABLE = variable('an AWS Region', parseRegion, undefined);

/** Where API Gateway is asked. Lambda sets the second one itself. */
interface NamedRegions {
  readonly REGIONS: readonly Region[] | undefined;
  readonly AWS_REGION: Region | undefined;
}

/** The Regions that are named, or else the function's own. */
export function regionsOf({ REGIONS, AWS_REGION }: NamedRegions): readonly Region[] {
  return REGIONS ?? [AWS_REGION].filter((region) => region !== undefined);
}

export function hasRegion(variables: NamedRegions): boolean {
  return regionsOf(variables).length > 0;
}

/** What is wrong where there is none. */
export const NO_REGION = {
  path: ['REGIONS'],
  message: 'is missing, and so is AWS_REGION; name the Regions to look at',
};
