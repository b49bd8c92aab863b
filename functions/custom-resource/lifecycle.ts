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
 * The old properties only tell whether the domain changed; everything else is compared with what AWS says now.
 */
import type { DesiredEdge } from '../reconciler/model/edge.ts';
import { InvalidRequestError } from '../reconciler/model/errors.ts';
import type { EdgeLook, EdgeTarget } from '../reconciler/model/look.ts';
import type { DomainName } from '../reconciler/model/names.ts';
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

export type Converge = (target: EdgeTarget, serviceTimeoutSeconds: number | undefined) => Promise<Converged>;

type WantedRequest = Exclude<CustomResourceRequest, { kind: 'delete' }>;
type DeleteRequest = Extract<CustomResourceRequest, { kind: 'delete' }>;

/** Answers one request. Throws only what is a bug. */
export async function answerRequest(request: CustomResourceRequest, converge: Converge): Promise<Answer> {
  return request.kind === 'delete' ? answerDelete(request, converge) : answerWanted(request, converge);
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

async function answerWanted(request: WantedRequest, converge: Converge): Promise<Answer> {
  const wanted = readWanted(request);
  if (wanted instanceof InvalidRequestError) return answerInvalid(request, wanted);

  const target = { kind: 'wanted', edge: wanted, formerTags: formerTagsOf(request, wanted) } as const;
  const converged = await converge(target, serviceTimeoutOfProperties(request.properties));
  return toAnswer(converged, physicalIdFor(request), edgeAttributes);
}

/** Tags that the properties before this update named and that it no longer names: only the old properties can tell. */
function formerTagsOf(request: WantedRequest, wanted: DesiredEdge): readonly string[] {
  if (request.kind !== 'update') return [];
  return tagKeysOfProperties(request.oldProperties).filter((key) => wanted.tags[key] === undefined);
}

async function answerDelete(request: DeleteRequest, converge: Converge): Promise<Answer> {
  const domainName = domainOfPhysicalId(request.physicalId) ?? domainOfProperties(request.properties);
  // Without a domain nothing was ever accepted, so nothing was made.
  if (domainName === undefined) return { status: 'SUCCESS', physicalId: request.physicalId, attributes: {} };

  const owner = ownerOf(request.stackId, request.logicalId);
  const onDelete = onDeleteOfProperties(request.properties);
  const converged = await converge(
    { kind: 'let-go', domainName, owner, onDelete },
    serviceTimeoutOfProperties(request.properties),
  );
  return toAnswer(converged, request.physicalId, () => ({}));
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

function toAnswer(
  converged: Converged,
  physicalId: string,
  attributesOf: (look: EdgeLook) => Readonly<Record<string, string>>,
): Answer {
  if (converged.kind === 'late') return { status: 'FAILED', physicalId, reasons: lateReasons(converged.lastLook) };
  const reasons = failureReasons(converged.look.outcome);
  return reasons === undefined
    ? { status: 'SUCCESS', physicalId, attributes: attributesOf(converged.look) }
    : { status: 'FAILED', physicalId, reasons };
}
