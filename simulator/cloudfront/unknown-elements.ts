import { DistributionConfig$ } from '@aws-sdk/client-cloudfront';
import type { OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { type UnknownElement, unknownElements, withUnknownElements } from '../core/unknown-xml.ts';
import { readStep } from '../core/xml-elements.ts';
import { findDistribution } from './find-distribution.ts';
import type { StoredDistribution } from './state.ts';

const ROOT = 'DistributionConfig';

/** The elements of the request's configuration that the SDK's model does not know; none where no client asks. */
export function sentUnknownElements({ requestBody }: OperationContext): readonly UnknownElement[] {
  if (requestBody === undefined) return [];
  return unknownElements(Buffer.from(requestBody).toString('utf8'), ROOT, DistributionConfig$);
}

/** An answer about a distribution, with the elements of its configuration that only the wire carries. */
export function answerWithUnknownElements(body: string, { unknownElements }: StoredDistribution): string {
  return unknownElements.length === 0 ? body : withUnknownElements(body, ROOT, unknownElements);
}

/**
 * As if a newer client, or AWS itself, had configured something that this SDK does not know: for example
 * `<FutureSetting><Enabled>true</Enabled></FutureSetting>` at `DistributionConfig/Origins/Items/Origin[2]`. Replaces what there was.
 */
export function putUnknownElements(
  context: OperationContext,
  distributionId: string,
  elements: readonly UnknownElement[],
): void {
  const distribution = findDistribution(distributionId, context);
  for (const { path } of elements) requirePlace(distribution, path);
  distribution.unknownElements = elements;
}

function requirePlace({ config }: StoredDistribution, path: string): void {
  const [root, ...steps] = path.split('/');
  const place = steps.reduce<unknown>((value, step) => memberAt(value, step), config);
  if (root === ROOT && typeof place === 'object' && place !== null) return;
  throw new ServiceError('InvalidArgument', 400, `The configuration has no element at ${path}.`);
}

function memberAt(value: unknown, step: string): unknown {
  const { name, ordinal } = readStep(step);
  if (Array.isArray(value)) return value[ordinal - 1];
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
