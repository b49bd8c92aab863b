import type { UpdateDistributionCommandOutput } from '@aws-sdk/client-cloudfront';
import type { Called } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { assertNever } from '../model/errors.ts';
import type { Failure } from '../model/failure.ts';
import type { Updated } from '../model/look.ts';
import type { Step } from '../model/plan.ts';
import { moveRecords } from './alias-records.ts';
import { invalidate } from './cached-objects.ts';
import { deleteCertificate, requestCertificate, writeValidationRecord } from './certificate.ts';
import { createDistribution, deleteDistribution, tagDistribution, updateDistribution } from './distribution.ts';
import { createPolicy, deletePolicy } from './header-policies.ts';

export interface Applied {
  /** Steps that AWS accepted, in order. */
  readonly applied: readonly Step[];
  /** The refusal that ended it, if one did; steps behind it were not tried. */
  readonly failure: Failure | undefined;
  /** The last update of a distribution among them. */
  readonly updated?: Updated;
}

export interface Writer {
  readonly clients: AwsClients;
  /** Aborted once nobody waits for the result any more; looked at before each step. */
  readonly signal?: AbortSignal;
}

/** Executes `steps` one after the other and stops at the first refusal, or when nobody waits any more. Decides nothing. */
export async function applySteps({ clients, signal }: Writer, steps: readonly Step[]): Promise<Applied> {
  const applied: Step[] = [];
  let updated: Updated | undefined;
  const result = (failure: Failure | undefined): Applied => ({ applied, failure, ...(updated && { updated }) });
  for (const step of steps) {
    if (signal?.aborted === true) return result(ABANDONED);
    const answer = await applyStep(clients, step);
    if (answer.kind === 'failed') return result(answer.failure);
    applied.push(step);
    updated = updatedBy(step, answer.value) ?? updated;
  }
  return result(undefined);
}

function updatedBy(step: Step, answer: unknown): Updated | undefined {
  if (step.part !== 'distribution' || step.action !== 'update') return undefined;
  const { ETag: etag } = answer as UpdateDistributionCommandOutput;
  return etag === undefined ? undefined : { distributionId: step.distributionId, etag, changes: step.changes };
}

/** The request was answered without us; a late write would act for nobody. */
const ABANDONED: Failure = {
  kind: 'NotStabilized',
  service: 'secure-api-edge',
  operation: 'apply',
  code: 'Abandoned',
  message: 'the request was answered before this step, so it was not taken',
  requestId: undefined,
};

const NOTHING_TO_WRITE: Called<unknown> = { kind: 'answered', value: undefined };

function applyStep(clients: AwsClients, step: Step): Promise<Called<unknown>> | Called<unknown> {
  switch (step.action) {
    case 'wait':
      return NOTHING_TO_WRITE;
    case 'tag':
      return tagDistribution(clients, step.distributionArn, step.set, step.remove);
    case 'invalidate':
      return invalidate(clients, step);
    case 'validate':
      return writeValidationRecord(clients, step);
    case 'create':
      if (step.part === 'certificate') return requestCertificate(clients, step);
      return step.part === 'distribution' ? createDistribution(clients, step) : createPolicy(clients, step.policy);
    case 'update':
      return step.part === 'distribution' ? updateDistribution(clients, step) : moveRecords(clients, step);
    case 'delete':
      if (step.part === 'certificate') return deleteCertificate(clients, step);
      return step.part === 'distribution'
        ? deleteDistribution(clients, step.distributionId, step.etag)
        : deletePolicy(clients, step.policyKind, step.policyId);
    default:
      return assertNever(step);
  }
}
