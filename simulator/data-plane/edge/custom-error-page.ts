import type { CustomErrorResponse } from '@aws-sdk/client-cloudfront';
import type { OriginResponse } from './ask-origin.ts';
import { behaviorForwarding } from './behavior-forwarding.ts';
import { chooseBehavior, originOf } from './choose-behavior.ts';
import type { EdgeResponse } from './edge-response.ts';
import type { AdmittedVisit } from './visit.ts';

export function customErrorFor(status: number, { served }: AdmittedVisit): CustomErrorResponse | undefined {
  return served.config.CustomErrorResponses?.Items?.find(({ ErrorCode }) => ErrorCode === status);
}

/**
 * The page that the distribution shows instead of an error, or the error itself where there is none or it cannot be had either.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html#HTTPStatusCodes-custom-error-pages
 */
export async function withCustomErrorPage(
  visit: AdmittedVisit,
  error: OriginResponse,
  serve: (visit: AdmittedVisit) => Promise<EdgeResponse>,
): Promise<OriginResponse> {
  const custom = customErrorFor(error.status, visit);
  if (!custom?.ResponsePagePath) return error;
  const { status, headers, body } = await serve(visitToPage(visit, custom.ResponsePagePath));
  return status >= 400 ? error : { status: Number(custom.ResponseCode || error.status), headers, body };
}

/** The page is an object of its own, behind the behavior whose pattern matches it; its own errors have no page. */
function visitToPage(visit: AdmittedVisit, path: string): AdmittedVisit {
  const { served } = visit;
  const config = { ...served.config, CustomErrorResponses: undefined };
  const behavior = chooseBehavior(config, path);
  return {
    ...visit,
    served: { ...served, config },
    request: { ...visit.request, method: 'GET', path, query: '', body: Buffer.alloc(0) },
    behavior,
    origin: originOf(config, behavior),
    forwarding: behaviorForwarding(behavior, served.cloudFront, 'GET'),
    path,
  };
}
