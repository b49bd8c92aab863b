/** CloudFormation's own name of a custom resource, and the form that a template's author names: at most 60 characters in all. */
const CUSTOM_TYPE = /^(?=.{1,60}$)(AWS::CloudFormation::CustomResource|Custom::[A-Za-z0-9_@-]+)$/;

/** A resource of no service: it succeeds or fails after a while, as its properties say. */
export const SIBLING_TYPE = 'Simulator::Test::Sibling';

export function isCustomResource(type: string): boolean {
  return CUSTOM_TYPE.test(type);
}

export function isKnownType(type: string): boolean {
  return type === SIBLING_TYPE || isCustomResource(type);
}
