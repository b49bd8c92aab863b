import type { OperationContext } from '../core/operation.ts';

export function domainNameArn(context: OperationContext, domainName: string): string {
  return `arn:aws:apigateway:${context.region}::/domainnames/${domainName}`;
}

export function apiArn(context: OperationContext, apiId: string): string {
  return `arn:aws:apigateway:${context.region}::/apis/${apiId}`;
}

/** The id is part of the ARN: several private domain names may have one name. */
export function privateDomainNameArn(context: OperationContext, domainName: string, id: string): string {
  return `arn:aws:apigateway:${context.region}:${context.account}:/domainnames/${domainName}+${id}`;
}

export function restApiArn(context: OperationContext, restApiId: string): string {
  return `arn:aws:apigateway:${context.region}::/restapis/${restApiId}`;
}

export function restStageArn(context: OperationContext, restApiId: string, stageName: string): string {
  return `${restApiArn(context, restApiId)}/stages/${stageName}`;
}

export function stageArn(context: OperationContext, apiId: string, stageName: string): string {
  return `${apiArn(context, apiId)}/stages/${stageName}`;
}
