/**
 * One request of CloudFormation becomes one target, the target is converged, and what came of it becomes one answer.
 *
 *   request                          target                     physical id of the answer
 *   Create                           wanted                     derived
 *   Update, same domain              wanted                     as it was
 *   Update, another domain           wanted                     derived: CloudFormation then deletes the old one
 *   Delete                           let go, domain of the id   as it was
 *
 * A failed Update to another domain answers the derived id too: that is what makes the rollback clean up its half-made edge.
 * A Delete is answered as soon as the edge is released; deleting what is left takes CloudFront minutes that no stack has to wait for.
 * The old properties only tell whether the domain changed; everything else is compared with what AWS says now.
 */
import type { DesiredEdge } from '../reconciler/model/edge.ts';
import { InvalidRequestError } from '../reconciler/model/errors.ts';
import type { EdgeLook, EdgeTarget } from '../reconciler/model/look.ts';
import type { DomainName } from '../reconciler/model/names.ts';
import { outcomeBesideCleanUp } from '../reconciler/outcome-of.ts';
import { isReleased } from '../reconciler/released.ts';
import type { Answer } from './answer.ts';
import { edgeAttributes } from './edge-attributes.ts';
import { failureReasons, lateReasons } from './failure-reasons.ts';
import { domainOfPhysicalId, ownerOf, physicalIdOf } from './physical-id.ts';
import {
  domainOfProperties,
  onDeleteOfProperties,
  parseProperties,
  serviceTimeoutOfProperties,
  tagKeysOfProperties,
} from './properties.ts';
import type { CustomResourceRequest } from './request.ts';

/** How converging ended. `late`: the look under way had to be left behind. */
export type Converged =
  | { readonly kind: 'settled'; readonly look: EdgeLook }
  | { readonly kind: 'late'; readonly lastLook: EdgeLook | undefined };

/** What a request asks for: a target to converge, or nothing, because the answer is known already. */
export type Work =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | {
      readonly kind: 'converge';
      readonly target: EdgeTarget;
      readonly physicalId: string;
      /** How long CloudFormation waits, where the template says so. */
      readonly serviceTimeoutSeconds: number | undefined;
    };
export type ConvergeWork = Extract<Work, { kind: 'converge' }>;

export interface AbandonedWork {
  readonly request: CustomResourceRequest;
  readonly work: ConvergeWork;
}

type WantedRequest = Exclude<CustomResourceRequest, { kind: 'delete' }>;
type DeleteRequest = Extract<CustomResourceRequest, { kind: 'delete' }>;

export function workOf(request: CustomResourceRequest): Work {
  return request.kind === 'delete' ? deleteWork(request) : wantedWork(request);
}

/** The answer to a request whose work has come to an end, or to enough. */
export function answerOf({ target, physicalId }: ConvergeWork, converged: Converged): Answer {
  if (converged.kind === 'late') return { status: 'FAILED', physicalId, reasons: lateReasons(converged.lastLook) };
  const reasons = isReleased(converged.look) ? undefined : failureReasons(outcomeBesideCleanUp(converged.look));
  if (reasons !== undefined) return { status: 'FAILED', physicalId, reasons };
  const attributes = target.kind === 'let-go' ? {} : edgeAttributes(converged.look);
  return { status: 'SUCCESS', physicalId, attributes };
}

/** The id to answer with whatever happens; known before the first side effect. */
export function physicalIdFor(request: CustomResourceRequest): string {
  if (request.kind === 'delete') return request.physicalId;
  const domainName = domainOfProperties(request.properties);
  if (request.kind === 'update' && (domainName === undefined || domainName === domainBefore(request))) {
    return request.physicalId;
  }
  return physicalIdOf(request.stackId, request.logicalId, domainName);
}

/**
 * A delete that CloudFormation never sends. When it cancels an update to another domain before that is answered, it never learns the id of the new
 * edge: its rollback names the id from before, and the new domain only among the old properties.
 */
export function abandonedBy(request: CustomResourceRequest): AbandonedWork | undefined {
  if (request.kind !== 'update') return undefined;
  const { stackId, logicalId, requestId, physicalId, oldProperties } = request;
  const abandoned = domainOfProperties(oldProperties);
  const isRollback = domainOfPhysicalId(physicalId) === domainOfProperties(request.properties);
  if (abandoned === undefined || !isRollback || abandoned === domainOfPhysicalId(physicalId)) return undefined;
  const id = physicalIdOf(stackId, logicalId, abandoned);
  const unsent: DeleteRequest = {
    kind: 'delete',
    stackId,
    logicalId,
    requestId,
    physicalId: id,
    properties: oldProperties,
  };
  const work = deleteWork(unsent);
  return work.kind === 'converge' ? { request: unsent, work } : undefined;
}

function wantedWork(request: WantedRequest): Work {
  const wanted = readWanted(request);
  if (wanted instanceof InvalidRequestError) return { kind: 'answered', answer: answerInvalid(request, wanted) };
  return {
    kind: 'converge',
    target: { kind: 'wanted', edge: wanted, formerTags: formerTagsOf(request, wanted) },
    physicalId: physicalIdFor(request),
    serviceTimeoutSeconds: serviceTimeoutOfProperties(request.properties),
  };
}

/** Tags that the properties before this update named and that it no longer names: only the old properties can tell. */
function formerTagsOf(request: WantedRequest, wanted: DesiredEdge): readonly string[] {
  if (request.kind !== 'update') return [];
  return tagKeysOfProperties(request.oldProperties).filter((key) => wanted.tags[key] === undefined);
}

function deleteWork({ stackId, logicalId, physicalId, properties }: DeleteRequest): Work {
  const domainName = domainOfPhysicalId(physicalId) ?? domainOfProperties(properties);
  // Without a domain nothing was ever accepted, so nothing was made.
  if (domainName === undefined) return { kind: 'answered', answer: { status: 'SUCCESS', physicalId, attributes: {} } };
  return {
    kind: 'converge',
    target: {
      kind: 'let-go',
      domainName,
      owner: ownerOf(stackId, logicalId),
      onDelete: onDeleteOfProperties(properties),
    },
    physicalId,
    serviceTimeoutSeconds: serviceTimeoutOfProperties(properties),
  };
}

function readWanted(request: WantedRequest): DesiredEdge | InvalidRequestError {
  try {
    return parseProperties(request.properties, ownerOf(request.stackId, request.logicalId));
  } catch (error) {
    if (error instanceof InvalidRequestError) return error;
    throw error;
  }
}

/** Nothing was touched, so an update keeps its id: a new one would say that something was replaced. */
function answerInvalid(request: WantedRequest, { problems }: InvalidRequestError): Answer {
  const physicalId = request.kind === 'update' ? request.physicalId : physicalIdFor(request);
  const lines = problems.map(({ path, message }) => `${path}: ${message}`);
  return { status: 'FAILED', physicalId, reasons: ['the properties are wrong and nothing was changed', ...lines] };
}

/** An id that CloudFormation made up says nothing; then the old properties do. */
function domainBefore(request: Extract<CustomResourceRequest, { kind: 'update' }>): DomainName | undefined {
  return domainOfPhysicalId(request.physicalId) ?? domainOfProperties(request.oldProperties);
}
