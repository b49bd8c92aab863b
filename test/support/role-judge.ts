/**
 * IAM for the simulator: what a role's policies say, by a library that evaluates them as IAM does and checks actions, resources and condition keys
 * against AWS's own reference. It remembers what it was asked and which statements said yes.
 */
import { runSimulation, runUnsafeSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import type { Authorize, PermissionRequest } from '../../simulator/iam/authorize.ts';
import type { Statement } from './template-policies.ts';

/** Statements by the ARN of the role that has them. */
export type Roles = Readonly<Record<string, readonly Statement[]>>;

export interface Judged {
  readonly request: PermissionRequest;
  /** Every statement that allows it, also when one would do. */
  readonly allowedBy: readonly string[];
}

export interface RoleJudge {
  readonly authorize: Authorize;
  /** Requests of the roles, the same ones once. A person without a role may do everything and is not judged. */
  judged(): readonly Judged[];
  forget(): void;
}

export function createRoleJudge(roles: Roles): RoleJudge {
  const answers = new Map<string, Judged>();
  const judge = async (request: PermissionRequest, statements: readonly Statement[]): Promise<Judged> => {
    const allowedBy: string[] = [];
    for (const statement of statements) if (await allows(statement, request)) allowedBy.push(statement.Sid);
    return { request, allowedBy };
  };
  return {
    async authorize(request) {
      const statements = roles[request.principal];
      if (statements === undefined) return true;
      const key = JSON.stringify(request);
      const answer = answers.get(key) ?? (await judge(request, statements));
      answers.set(key, answer);
      return answer.allowedBy.length > 0;
    },
    judged: () => [...answers.values()],
    forget: () => answers.clear(),
  };
}

/** One statement at a time: all of them are Allow, so none takes away what another gives. */
async function allows(statement: Statement, request: PermissionRequest): Promise<boolean> {
  if (!statement.Action.includes(request.action)) return false;
  const simulation = toSimulation(statement, request);
  if (isMissingInReference(request)) return runUnsafeSimulation(simulation, {}) === 'Allowed';
  const result = await runSimulation(simulation, { simulationMode: 'Strict' });
  if (result.resultType === 'error')
    throw new Error(`${request.action} on ${request.resource}: ${JSON.stringify(result.errors)}`);
  return result.overallResult === 'Allowed';
}

/** The reference has two pages for API Gateway, and GET stands on both; the library knows the resources of version 1's only. */
export function isMissingInReference({ action, resource }: Pick<PermissionRequest, 'action' | 'resource'>): boolean {
  return action === 'apigateway:GET' && /^arn:aws:apigateway:[\w-*]+::\/apis(\/|$)/.test(resource);
}

function toSimulation(statement: Statement, { principal, account, action, resource, context }: PermissionRequest) {
  const simulation: Simulation = {
    identityPolicies: [{ name: statement.Sid, policy: { Version: '2012-10-17', Statement: [statement] } }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    request: {
      principal,
      action,
      resource: { resource, accountId: account },
      contextVariables: Object.fromEntries(Object.entries(context).map(([key, value]) => [key, toMutable(value)])),
    },
  };
  return simulation;
}

function toMutable(value: string | readonly string[]): string | string[] {
  return typeof value === 'string' ? value : [...value];
}
