/**
 * Which permissions a request needs. Most operations need one action of their own name on the resource that their input names; where AWS asks
 * otherwise (https://docs.aws.amazon.com/service-authorization/latest/reference/), the file of the service says how.
 */
import type { Operation, OperationContext, Service } from '../core/operation.ts';
import { httpTraitOf, shapeOf } from '../core/operation-shape.ts';
import { acmPermissions } from './acm-permissions.ts';
import { apiGatewayPermissions } from './apigateway-permissions.ts';
import { cloudFrontPermissions } from './cloudfront-permissions.ts';
import { eventsPermissions } from './events-permissions.ts';
import { organizationsPermissions } from './organizations-permissions.ts';
import type { Permission } from './permission.ts';
import { route53Permissions } from './route53-permissions.ts';
import { s3Permissions } from './s3-permissions.ts';
import { secretsManagerPermissions } from './secretsmanager-permissions.ts';
import { securityHubPermissions } from './securityhub-permissions.ts';
import { statesPermissions } from './states-permissions.ts';

export function permissionsOf(
  { signingName }: Service,
  operation: Operation,
  input: object,
  context: OperationContext,
): readonly Permission[] {
  const { name } = shapeOf(operation);
  const asked = { operation: name, input: input as Readonly<Record<string, never>>, context };
  switch (signingName) {
    case 'acm':
      return acmPermissions(asked);
    case 'apigateway':
      return apiGatewayPermissions(asked, httpTraitOf(operation));
    case 'cloudfront':
      return cloudFrontPermissions(asked);
    case 'events':
      return eventsPermissions(asked);
    case 'organizations':
      return organizationsPermissions(asked);
    case 'pricingplanmanager':
      return [{ action: `pricingplanmanager:${name}`, resource: '*' }];
    case 'route53':
      return route53Permissions(asked);
    case 's3':
      return s3Permissions(asked);
    case 'secretsmanager':
      return secretsManagerPermissions(asked);
    case 'securityhub':
      return securityHubPermissions(asked);
    case 'sns':
      return [{ action: `sns:${name}`, resource: asked.input.TopicArn ?? asked.input.TargetArn ?? '' }];
    case 'states':
      return statesPermissions(asked);
    case 'sts':
      // Everybody may ask who they are, whatever their policies say.
      return name === 'GetCallerIdentity' ? [] : [{ action: `sts:${name}`, resource: asked.input.RoleArn ?? '' }];
    case 'tagging':
      return [{ action: `tag:${name}`, resource: '*' }];
    case 'account':
      return [{ action: `account:${name}`, resource: `arn:aws:account::${context.account}:account` }];
    default:
      throw new Error(`${signingName}: no permissions are known for ${name}; add them to simulator/iam`);
  }
}
