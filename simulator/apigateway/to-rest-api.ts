import type { RestApi, Stage } from '@aws-sdk/client-api-gateway';
import { restApiArn, restStageArn } from '../apigatewayv2/arns.ts';
import type { RestApiRecord } from '../apigatewayv2/state.ts';
import { tagsOf } from '../apigatewayv2/tags.ts';
import type { OperationContext } from '../core/operation.ts';

export function toRestApi(context: OperationContext, { api, restApiId }: RestApiRecord): RestApi {
  return { ...api, tags: tagsOf(context, restApiArn(context, restApiId)) };
}

export function toStage(context: OperationContext, { restApiId }: RestApiRecord, stage: Stage): Stage {
  return { ...stage, tags: tagsOf(context, restStageArn(context, restApiId, stage.stageName ?? '')) };
}
