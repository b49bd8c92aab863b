import type { OperationContext } from '../core/operation.ts';
import { notFound } from './refusals.ts';
import { apiGatewayOf } from './state.ts';

/** An ARN of a domain name, an API or a stage that exists in this Region; everything else is not found. */
export function checkTaggedResource(context: OperationContext, arn: string): void {
  const state = apiGatewayOf(context);
  const prefix = `arn:aws:apigateway:${context.region}::/`;
  const [kind, id = '', child, stage] = arn.startsWith(prefix) ? arn.slice(prefix.length).split('/') : [];
  const isStage = kind === 'apis' && child === 'stages' && stage !== undefined;
  const found =
    (kind === 'domainnames' && child === undefined && state.domainNames.has(id)) ||
    (kind === 'apis' && child === undefined && state.apis.has(id)) ||
    (isStage && state.apis.get(id)?.stages.has(stage));
  if (!found) {
    throw notFound('Invalid resource identifier specified');
  }
}
