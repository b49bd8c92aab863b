import { GetStages$, type GetStagesRequest, type Stages } from '@aws-sdk/client-api-gateway';
import { required } from '../apigatewayv2/required.ts';
import type { Operation } from '../core/operation.ts';
import { findRestApi } from './find-rest-api.ts';
import { toStage } from './to-rest-api.ts';

/** All of them in one answer: AWS has no pages here. */
export const getStages: Operation<GetStagesRequest, Stages> = {
  schema: GetStages$,
  run(input, context) {
    const record = findRestApi(context, required(input.restApiId, 'restApiId'));
    const { deploymentId } = input;
    const stages = [...record.stages.values()].filter(
      (stage) => deploymentId === undefined || stage.deploymentId === deploymentId,
    );
    return { item: stages.map((stage) => toStage(context, record, stage)) };
  },
};
