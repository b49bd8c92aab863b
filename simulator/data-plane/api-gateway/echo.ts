import type { ReachedStage } from './find-stage.ts';
import type { GatewayAnswer } from './gateway-answer.ts';
import type { GatewayRequest } from './gateway-request.ts';

/** What the backend behind every API answers: the request as it arrived. */
export interface Echo {
  readonly apiId: string;
  readonly stage: string;
  readonly method: string;
  readonly httpVersion: string;
  readonly host: string;
  /** As sent; `routePath` is what is left of it for the API. */
  readonly path: string;
  readonly routePath: string;
  readonly query: string;
  /** In the order of arrival, repeated ones too. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly source: string;
  readonly region: string;
}

export function echo(request: GatewayRequest, { api, stage, path }: ReachedStage): GatewayAnswer {
  const { method, httpVersion, host, query, headers, source, region } = request;
  const content: Echo = {
    apiId: api.id,
    stage,
    method,
    httpVersion,
    host,
    path: request.path,
    routePath: path,
    query,
    headers,
    body: request.body.toString(),
    source,
    region,
  };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(content) };
}
