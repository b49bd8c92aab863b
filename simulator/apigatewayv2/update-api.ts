import { type Api, UpdateApi$, type UpdateApiRequest, type UpdateApiResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { checkApiSettings } from './api-rules.ts';
import { apiArn } from './arns.ts';
import { findApi } from './find-api.ts';
import { badRequest } from './refusals.ts';
import { required } from './required.ts';
import { tagsOf } from './tags.ts';

export const updateApi: Operation<UpdateApiRequest, UpdateApiResponse> = {
  schema: UpdateApi$,
  run(input, context) {
    const record = findApi(context, required(input.ApiId, 'ApiId'));
    checkApiSettings(record.api.ProtocolType ?? '', input);
    if (input.Target !== undefined || input.RouteKey !== undefined || input.CredentialsArn !== undefined) {
      throw badRequest('Quick create settings can be updated only for APIs that were quick created');
    }

    record.api = { ...record.api, ...given(input) };
    return { ...record.api, Tags: tagsOf(context, apiArn(context, record.api.ApiId ?? '')) };
  },
};

/** Members that the request leaves out stay as they are; a CORS configuration is replaced as a whole. */
function given(input: UpdateApiRequest): Partial<Api> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
