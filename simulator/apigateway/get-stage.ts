import { GetStage$, type GetStageRequest, type Stage } from '@aws-sdk/client-api-gateway';
import { required } from '../apigatewayv2/required.ts';
import type { Operation } from '../core/operation.ts';
import { findRestApi, findStage } from './find-rest-api.ts';
import { toStage } from './to-rest-api.ts';

export const getStage: Operation<GetStageRequest, Stage> = {
  schema: GetStage$,
  run(input, context) {
    const record = findRestApi(context, required(input.restApiId, 'restApiId'));
    return toStage(context, record, findStage(record.stages, required(input.stageName, 'stageName')));
  },
};
