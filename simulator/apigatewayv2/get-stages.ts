import { GetStages$, type GetStagesRequest, type GetStagesResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { stageArn } from './arns.ts';
import { findApi } from './find-api.ts';
import { page } from './page.ts';
import { required } from './required.ts';
import { tagsOf } from './tags.ts';

export const getStages: Operation<GetStagesRequest, GetStagesResponse> = {
  schema: GetStages$,
  run(input, context) {
    const apiId = required(input.ApiId, 'ApiId');
    const { stages } = findApi(context, apiId);
    const { items, nextToken } = page(stages, input, context.world);
    return {
      Items: items.map((stage) => ({
        ...stage,
        Tags: tagsOf(context, stageArn(context, apiId, stage.StageName ?? '')),
      })),
      NextToken: nextToken,
    };
  },
};
