import { GetStage$, type GetStageRequest, type GetStageResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { stageArn } from './arns.ts';
import { findApi } from './find-api.ts';
import { findChild } from './find-child.ts';
import { required } from './required.ts';
import { tagsOf } from './tags.ts';

export const getStage: Operation<GetStageRequest, GetStageResponse> = {
  schema: GetStage$,
  run(input, context) {
    const apiId = required(input.ApiId, 'ApiId');
    const stage = findChild(findApi(context, apiId).stages, input.StageName, 'stage');
    return { ...stage, Tags: tagsOf(context, stageArn(context, apiId, stage.StageName ?? '')) };
  },
};
