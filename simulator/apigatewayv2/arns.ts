import type { OperationContext } from '../core/operation.ts';

export function domainNameArn(context: OperationContext, domainName: string): string {
  return `arn:aws:apigateway:${context.region}::/domainnames/${domainName}`;
}

export function apiArn(context: OperationContext, apiId: string): string {
  return `arn:aws:apigateway:${context.region}::/apis/${apiId}`;
}

export function stageArn(context: OperationContext, apiId: string, stageName: string): string {
  return `${apiArn(context, apiId)}/stages/${stageName}`;
}
