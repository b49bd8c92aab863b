import type { CustomResourceRequest } from './custom-resource-request.ts';
import { isMap } from './is-map.ts';
import type { ResourceOutcome } from './resource-provider.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
const LONGEST_ANSWER_BYTES = 4096;
const LONGEST_ID_BYTES = 1024;
const COPIED = ['StackId', 'RequestId', 'LogicalResourceId'] as const;

/** What CloudFormation makes of the object that was PUT for a request. */
export function readAnswer(body: string, request: CustomResourceRequest): ResourceOutcome {
  if (Buffer.byteLength(body) > LONGEST_ANSWER_BYTES) return failed('Response object is too long.');
  const answer = parse(body);
  if (!isMap(answer)) return invalid('it must be a JSON object');
  const problem = findProblem(answer, request);
  if (problem !== undefined) return failed(problem);

  const { Status, Reason, PhysicalResourceId, Data } = answer;
  const physicalId = String(PhysicalResourceId);
  if (Status === 'SUCCESS') {
    return { kind: 'done', physicalId, attributes: isMap(Data) ? Data : {}, requestId: request.RequestId };
  }
  const told = `Received response status [FAILED] from custom resource. Message returned: ${Reason}`;
  return { kind: 'failed', reason: `${told} (RequestId: ${request.RequestId})`, physicalId };
}

type Answer = Readonly<Record<string, unknown>>;

function findProblem(answer: Answer, request: CustomResourceRequest): string | undefined {
  return (
    statusProblem(answer) ??
    COPIED.map((name) => copyProblem(name, answer, request)).find((problem) => problem !== undefined) ??
    physicalIdProblem(answer) ??
    dataProblem(answer)
  );
}

function statusProblem({ Status, Reason }: Answer): string | undefined {
  if (Status !== 'SUCCESS' && Status !== 'FAILED') {
    return `Invalid Response object: '${Status}' is not a valid ResponseStatus`;
  }
  if (Status === 'FAILED' && (typeof Reason !== 'string' || Reason === '')) {
    return 'Invalid Response object: Value of property Reason must be given when Status is FAILED';
  }
  return undefined;
}

function copyProblem(
  name: (typeof COPIED)[number],
  answer: Answer,
  request: CustomResourceRequest,
): string | undefined {
  if (answer[name] === request[name]) return undefined;
  return `Invalid Response object: Value of property ${name} must be the one of the request`;
}

function physicalIdProblem({ PhysicalResourceId: id }: Answer): string | undefined {
  if (id === undefined || id === null || id === '') return 'Invalid PhysicalResourceId';
  if (typeof id !== 'string')
    return 'Invalid Response object: Value of property PhysicalResourceId must be of type String';
  return Buffer.byteLength(id) > LONGEST_ID_BYTES ? 'Invalid PhysicalResourceId' : undefined;
}

function dataProblem({ Data }: Answer): string | undefined {
  if (Data === undefined || Data === null) return undefined;
  if (isMap(Data) && Object.values(Data).every((value) => typeof value !== 'object')) return undefined;
  return 'Invalid Response object: Value of property Data must be an object with String (or simple type) properties';
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function invalid(what: string): ResourceOutcome {
  return failed(`Invalid Response object: ${what}`);
}

function failed(reason: string): ResourceOutcome {
  return { kind: 'failed', reason };
}
