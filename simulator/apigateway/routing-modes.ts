import type { RoutingMode } from '@aws-sdk/client-api-gateway';
import type { RoutingMode as RoutingModeOfVersion2 } from '@aws-sdk/client-apigatewayv2';
import { badRequest } from '../apigatewayv2/refusals.ts';

/** The two versions of the API have different names for the same modes. */
const MODES: readonly (readonly [RoutingMode, RoutingModeOfVersion2])[] = [
  ['BASE_PATH_MAPPING_ONLY', 'API_MAPPING_ONLY'],
  ['ROUTING_RULE_ONLY', 'ROUTING_RULE_ONLY'],
  ['ROUTING_RULE_THEN_BASE_PATH_MAPPING', 'ROUTING_RULE_THEN_API_MAPPING'],
];

export function toRoutingModeOfVersion1(mode: RoutingModeOfVersion2 | undefined): RoutingMode | undefined {
  return MODES.find(([, each]) => each === mode)?.[0];
}

export function toRoutingModeOfVersion2(mode: RoutingMode | undefined): RoutingModeOfVersion2 | undefined {
  const pair = MODES.find(([each]) => each === mode);
  if (mode !== undefined && pair === undefined) {
    throw badRequest(`Invalid routingMode specified: ${mode}`);
  }
  return pair?.[1];
}
