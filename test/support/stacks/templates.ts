import { FUNCTIONS, functionArn } from '../../../infra/simulated/deployed-door.ts';
import type { Properties, ResourceDefinition } from '../../../simulator/cloudformation/template.ts';
import { DOMAIN } from '../estates.ts';

/** `Custom::SecureApiEdge` as a template declares it; `DomainName` is api.example.com unless the properties say otherwise. */
export function edge(properties: Properties = {}, more: Partial<ResourceDefinition> = {}): ResourceDefinition {
  const Properties = { ServiceToken: functionArn(FUNCTIONS.taking), DomainName: DOMAIN, ...properties };
  return { Type: 'Custom::SecureApiEdge', Properties, ...more };
}

/** Another resource of the stack: how long it takes, and with `Fail` why it fails then. */
export function sibling(properties: Properties = {}, more: Partial<ResourceDefinition> = {}): ResourceDefinition {
  return { Type: 'Simulator::Test::Sibling', Properties: properties, ...more };
}
