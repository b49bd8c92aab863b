import { GetApis$, type GetApisRequest, type GetApisResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { apiArn } from './arns.ts';
import { page } from './page.ts';
import { apiGatewayOf } from './state.ts';
import { tagsOf } from './tags.ts';

export const getApis: Operation<GetApisRequest, GetApisResponse> = {
  schema: GetApis$,
  run(input, context) {
    const { items, nextToken } = page(apiGatewayOf(context).apis, input, context.world);
    return {
      Items: items.map(({ api }) => ({ ...api, Tags: tagsOf(context, apiArn(context, api.ApiId ?? '')) })),
      NextToken: nextToken,
    };
  },
};
