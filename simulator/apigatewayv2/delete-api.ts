import { DeleteApi$, type DeleteApiRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { apiArn, stageArn } from './arns.ts';
import { findApi } from './find-api.ts';
import { isMapped } from './mapped-stages.ts';
import { badRequest } from './refusals.ts';
import { required } from './required.ts';
import { apiGatewayOf } from './state.ts';
import { forgetTags } from './tags.ts';

export const deleteApi: Operation<DeleteApiRequest, object> = {
  schema: DeleteApi$,
  run(input, context) {
    const id = required(input.ApiId, 'ApiId');
    const { stages } = findApi(context, id);
    if (isMapped(context, id)) {
      throw badRequest('Deleting API failed. Please remove all base path mappings related to the API in your domains');
    }

    apiGatewayOf(context).apis.delete(id);
    for (const stage of stages.keys()) {
      forgetTags(context, stageArn(context, id, stage));
    }
    forgetTags(context, apiArn(context, id));
    return {};
  },
};
