import { account } from './account/service.ts';
import { acm } from './acm/service.ts';
import { apiGateway } from './apigateway/service.ts';
import { apiGatewayV2 } from './apigatewayv2/service.ts';
import { cloudfront } from './cloudfront/service.ts';
import type { Service } from './core/operation.ts';
import { route53 } from './route53/service.ts';
import { secretsManager } from './secretsmanager/service.ts';
import { sts } from './sts/service.ts';
import { tagging } from './tagging/service.ts';

/** The AWS services that the simulator answers. */
export const services: readonly Service[] = [
  account,
  acm,
  apiGateway,
  apiGatewayV2,
  cloudfront,
  route53,
  secretsManager,
  sts,
  tagging,
];
