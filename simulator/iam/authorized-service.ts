import { accessKeySessions } from '../core/access-key-sessions.ts';
import type { Operation, OperationContext, Service } from '../core/operation.ts';
import { resourceTags } from '../core/resource-tags.ts';
import type { ServiceError } from '../core/service-error.ts';
import { wireCodecs } from '../core/wire-codecs.ts';
import { callerIdentity } from '../sts/caller-identity.ts';
import type { Authorize, PermissionRequest } from './authorize.ts';
import type { ConditionKeys, Permission } from './permission.ts';
import { permissionsOf } from './permissions-of.ts';

/** The service as callers with limited permissions meet it: each request is judged before the operation looks at it. */
export function authorizedService(service: Service, authorize: Authorize): Service {
  return { ...service, operations: service.operations.map((one) => authorized(one, service, authorize)) };
}

// biome-ignore lint/suspicious/noExplicitAny: operations of every input and output type are wrapped alike
function authorized(operation: Operation<any>, service: Service, authorize: Authorize): Operation<any> {
  return {
    ...operation,
    async run(input, context) {
      for (const permission of permissionsOf(service, operation, input, context)) {
        if (!(await authorize(toRequest(permission, context)))) throw accessDenied(service, permission, context);
      }
      return operation.run(input, context);
    },
  };
}

function toRequest({ action, resource, context: said }: Permission, context: OperationContext): PermissionRequest {
  const principal = principalOf(context);
  const always = { 'aws:PrincipalArn': principal, 'aws:RequestedRegion': context.region };
  const keys = { ...always, ...tagsOf(resource, context), ...said };
  return { principal, account: context.account, action, resource, context: keys };
}

/** Policies are attached to the role, although its session signs. */
function principalOf(context: OperationContext): string {
  const session = context.world.state(accessKeySessions, '*').get(context.accessKeyId);
  return session?.roleArn ?? callerIdentity(context).Arn;
}

function tagsOf(resource: string, { world, account }: OperationContext): ConditionKeys {
  const tags = world.state(resourceTags, account).get(resource) ?? new Map<string, string>();
  return Object.fromEntries([...tags].map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}

function accessDenied(service: Service, { action, resource }: Permission, context: OperationContext): ServiceError {
  const caller = callerIdentity(context).Arn;
  return wireCodecs[service.protocol](service).errors.accessDenied(
    `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ` +
      `because no identity-based policy allows the ${action} action`,
  );
}
