import {
  type AwsSecurityFinding,
  BatchImportFindings$,
  type BatchImportFindingsRequest,
  type BatchImportFindingsResponse,
  type ImportFindingsError,
} from '@aws-sdk/client-securityhub';
import type { Operation, OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { securityHubState } from './state.ts';

const MAXIMUM_FINDINGS = 100;
const MAXIMUM_BYTES = 240 * 1024;
const REQUIRED = [
  'SchemaVersion',
  'Id',
  'ProductArn',
  'GeneratorId',
  'AwsAccountId',
  'CreatedAt',
  'UpdatedAt',
  'Title',
  'Description',
  'Resources',
] as const;
const LONGEST = { Id: 512, GeneratorId: 512, Title: 256, Description: 1024 } as const;

/** A finding that is refused does not stop the others: the answer says which. */
export const batchImportFindings: Operation<BatchImportFindingsRequest, BatchImportFindingsResponse> = {
  schema: BatchImportFindings$,
  run({ Findings = [] }, context) {
    const { account, region, world } = context;
    const { isEnabled, findings } = world.state(securityHubState, account, region);
    if (!isEnabled) {
      throw new ServiceError('InvalidAccessException', 401, `Account ${account} is not subscribed to AWS Security Hub`);
    }
    if (Findings.length < 1 || Findings.length > MAXIMUM_FINDINGS) {
      throw invalid(`Invalid parameter 'Findings': it must have from 1 to ${MAXIMUM_FINDINGS} items`);
    }
    const refused = Findings.flatMap((finding) => refusalOf(finding, context));
    const ids = new Set(refused.map(({ Id }) => Id));
    for (const finding of Findings.filter(({ Id }) => !ids.has(Id))) keep(finding, findings);
    const FailedCount = refused.length;
    return { FailedCount, SuccessCount: Findings.length - FailedCount, FailedFindings: refused };
  },
};

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidInputException', 400, message);
}

function refusalOf(finding: AwsSecurityFinding, context: OperationContext): readonly ImportFindingsError[] {
  const { Id = '' } = finding;
  const wrong = malformed(finding);
  if (wrong !== undefined) return [{ Id, ErrorCode: 'InvalidInput', ErrorMessage: wrong }];
  const foreign = notOwn(finding, context);
  return foreign === undefined ? [] : [{ Id, ErrorCode: 'InvalidAccess', ErrorMessage: foreign }];
}

function malformed(finding: AwsSecurityFinding): string | undefined {
  const missing = REQUIRED.find((name) => finding[name] === undefined || finding[name].length === 0);
  if (missing !== undefined)
    return `Finding does not adhere to Amazon Finding Format. data should have required property '${missing}'.`;
  const { Severity, Types, FindingProviderFields: given } = finding;
  if (Severity === undefined && given?.Severity === undefined) return "data should have required property 'Severity'.";
  if (Types === undefined && given?.Types === undefined) return "data should have required property 'Types'.";
  if (finding.SchemaVersion !== '2018-10-08') return 'data.SchemaVersion should be 2018-10-08.';
  const long = (Object.keys(LONGEST) as (keyof typeof LONGEST)[]).find(
    (name) => (finding[name] ?? '').length > LONGEST[name],
  );
  if (long !== undefined) return `data.${long} should NOT be longer than ${LONGEST[long]} characters.`;
  const time = [finding.CreatedAt, finding.UpdatedAt].find((one) => Number.isNaN(Date.parse(one ?? '')));
  if (time !== undefined) return `'${time}' is no date-time.`;
  return Buffer.byteLength(JSON.stringify(finding)) > MAXIMUM_BYTES ? 'The finding is larger than 240 KB.' : undefined;
}

/** Through its default product an account imports findings of its own. */
function notOwn({ ProductArn, AwsAccountId }: AwsSecurityFinding, { account, region }: OperationContext) {
  if (ProductArn !== `arn:aws:securityhub:${region}:${account}:product/${account}/default`)
    return `Account ${account} has no subscription to product ${ProductArn}.`;
  return AwsAccountId === account ? undefined : `Finding's AwsAccountId ${AwsAccountId} is not that of the caller.`;
}

/** One that is no newer is ignored. What the customer works with, the workflow, is set once and then theirs. */
function keep(finding: AwsSecurityFinding, findings: Map<string, AwsSecurityFinding>): void {
  const { Id = '', UpdatedAt = '', FindingProviderFields: given } = finding;
  const known = findings.get(Id);
  if (known !== undefined && Date.parse(known.UpdatedAt ?? '') >= Date.parse(UpdatedAt)) return;
  findings.set(Id, {
    ...finding,
    Severity: finding.Severity ?? { Label: given?.Severity?.Label },
    Types: finding.Types ?? given?.Types,
    RecordState: finding.RecordState ?? 'ACTIVE',
    Workflow: known?.Workflow ?? finding.Workflow ?? { Status: 'NEW' },
  });
}
