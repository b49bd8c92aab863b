import {
  CreateStage$,
  type CreateStageRequest,
  type CreateStageResponse,
  type Stage,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation, OperationContext } from '../core/operation.ts';
import { stageArn } from './arns.ts';
import { findApi } from './find-api.ts';
import { badRequest, conflict, notFound } from './refusals.ts';
import { required } from './required.ts';
import type { ApiRecord } from './state.ts';
import { addTags, checkTags, tagsOf } from './tags.ts';

const MAXIMUM_STAGES = 10;

export const createStage: Operation<CreateStageRequest, CreateStageResponse> = {
  schema: CreateStage$,
  run(input, context) {
    const apiId = required(input.ApiId, 'ApiId');
    const record = findApi(context, apiId);
    const name = required(input.StageName, 'StageName');
    const arn = stageArn(context, apiId, name);
    checkStage(input, name, record);
    checkTags(context, arn, input.Tags);

    const stage = toStage(input, context);
    record.stages.set(name, stage);
    addTags(context, arn, input.Tags);
    return { ...stage, Tags: tagsOf(context, arn) };
  },
};

function checkStage(input: CreateStageRequest, name: string, { api, stages, routes }: ApiRecord): void {
  const isDefault = name === '$default' && api.ProtocolType === 'HTTP';
  if (!isDefault && !/^[A-Za-z0-9_-]{1,128}$/.test(name)) {
    throw badRequest('Stage name only allows a-zA-Z0-9_- and $default for HTTP APIs');
  }
  if (stages.has(name)) {
    throw conflict('Stage already exists');
  }
  if (stages.size >= MAXIMUM_STAGES) {
    throw badRequest(`Maximum number of stages for this API has been reached (${MAXIMUM_STAGES}).`);
  }
  for (const key of Object.keys(input.RouteSettings ?? {})) {
    if (![...routes.values()].some(({ RouteKey }) => RouteKey === key)) {
      throw notFound(`Unable to find Route by key ${key} within the provided RouteSettings`);
    }
  }
}

function toStage(input: CreateStageRequest, context: OperationContext): Stage {
  const { ApiId: _, Tags: __, ...settings } = input;
  const now = new Date(context.clock.now());
  return {
    ...settings,
    AutoDeploy: input.AutoDeploy ?? false,
    DeploymentId: input.DeploymentId ?? (input.AutoDeploy ? deploymentId(context) : undefined),
    CreatedDate: now,
    LastUpdatedDate: now,
    DefaultRouteSettings: input.DefaultRouteSettings ?? { DetailedMetricsEnabled: false },
    RouteSettings: input.RouteSettings ?? {},
    StageVariables: input.StageVariables ?? {},
  };
}

function deploymentId(context: OperationContext): string {
  return context.ids.text(6, 'abcdefghijklmnopqrstuvwxyz0123456789');
}
