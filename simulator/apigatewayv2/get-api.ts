import { GetApi$, type GetApiRequest, type GetApiResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { apiArn } from './arns.ts';
import { findApi } from './find-api.ts';
import { required } from './required.ts';
import { tagsOf } from './tags.ts';

export const getApi: Operation<GetApiRequest, GetApiResponse> = {
  schema: GetApi$,
  run(input, context) {
    const id = required(input.ApiId, 'ApiId');
    return { ...findApi(context, id).api, Tags: tagsOf(context, apiArn(context, id)) };
  },
};
