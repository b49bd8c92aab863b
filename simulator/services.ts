import { account } from './account/service.ts';
import { acm } from './acm/service.ts';
import { apiGateway } from './apigateway/service.ts';
import { apiGatewayV2 } from './apigatewayv2/service.ts';
import { cloudfront } from './cloudfront/service.ts';
import type { Service } from './core/operation.ts';
import { eventBridge } from './eventbridge/service.ts';
import { organizations } from './organizations/service.ts';
import { pricingPlanManager } from './pricing-plan-manager/service.ts';
import { route53 } from './route53/service.ts';
import { s3 } from './s3/service.ts';
import { secretsManager } from './secretsmanager/service.ts';
import { securityHub } from './securityhub/service.ts';
import { sns } from './sns/service.ts';
import { stepFunctions } from './stepfunctions/service.ts';
import { sts } from './sts/service.ts';
import { tagging } from './tagging/service.ts';

/** The AWS services that the simulator answers. */
export const services: readonly Service[] = [
  account,
  acm,
  apiGateway,
  apiGatewayV2,
  cloudfront,
  eventBridge,
  organizations,
  pricingPlanManager,
  route53,
  s3,
  secretsManager,
  securityHub,
  sns,
  stepFunctions,
  sts,
  tagging,
];
