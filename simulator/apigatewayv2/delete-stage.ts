import { DeleteStage$, type DeleteStageRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { stageArn } from './arns.ts';
import { findApi } from './find-api.ts';
import { findChild } from './find-child.ts';
import { isMapped } from './mapped-stages.ts';
import { badRequest } from './refusals.ts';
import { required } from './required.ts';
import { forgetTags } from './tags.ts';

export const deleteStage: Operation<DeleteStageRequest, object> = {
  schema: DeleteStage$,
  run(input, context) {
    const apiId = required(input.ApiId, 'ApiId');
    const { stages } = findApi(context, apiId);
    const { StageName = '' } = findChild(stages, input.StageName, 'stage');
    if (isMapped(context, apiId, StageName)) {
      throw badRequest(
        'Deleting stage failed. Please remove all base path mappings related to the stage in your domains',
      );
    }

    stages.delete(StageName);
    forgetTags(context, stageArn(context, apiId, StageName));
    return {};
  },
};
