/**
 * Edges as findings of Security Hub, in the AWS Security Finding Format. What an account may import itself are findings of its own, through its default
 * product: the finding is the tool account's, and names the account of the edge. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
 */
import type { AwsSecurityFinding, ComplianceStatus, Resource, SeverityLabel } from '@aws-sdk/client-securityhub';
import { escapeControls } from '../doors/escape-controls.ts';
import { GLOBAL_REGION } from '../reconciler/model/names.ts';
import { type EdgeReport, type EdgeResult, type FleetReport, IN_SYNC, type RunFacts } from '../report/fleet-report.ts';
import { distributionArn } from './distribution-arn.ts';

/** The default product of an account in a Region, which its own findings come from. */
export interface HubProduct {
  readonly arn: string;
  readonly partition: string;
  readonly account: string;
}

export interface EdgeOf {
  readonly account: string;
  readonly edge: EdgeReport;
}

/** Most characters of each. https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-attributes.html */
const MOST = { title: 256, description: 1024, productField: 2048 } as const;

const SEVERITIES: Readonly<Record<EdgeResult, SeverityLabel>> = {
  failed: 'HIGH',
  drift: 'MEDIUM',
  refused: 'LOW',
  waiting: 'LOW',
  'not-checked': 'LOW',
  fixed: 'INFORMATIONAL',
  'in-sync': 'INFORMATIONAL',
};

/** What was not checked is neither right nor wrong. */
const COMPLIANCE: Readonly<Record<EdgeResult, ComplianceStatus>> = {
  failed: 'FAILED',
  drift: 'FAILED',
  refused: 'WARNING',
  waiting: 'WARNING',
  'not-checked': 'NOT_AVAILABLE',
  fixed: 'PASSED',
  'in-sync': 'PASSED',
};

export function isOpen({ edge }: EdgeOf): boolean {
  return !IN_SYNC.includes(edge.result);
}

export function edgesOf({ accounts }: FleetReport): readonly EdgeOf[] {
  return accounts.flatMap(({ id, edges }) => edges.map((edge) => ({ account: id, edge })));
}

export function keyOf({ account, edge }: EdgeOf): string {
  return `${account}/${edge.domain}`;
}

/**
 * Edges that were open and are not any more, as they are now: in sync, or no longer there, of which nobody can say that they are right. `remembered`: what is
 * open after this run, also where it did not look.
 */
export function closedSince(
  before: readonly EdgeOf[],
  report: FleetReport,
  remembered: FleetReport,
): readonly EdgeOf[] {
  const open = new Set(edgesOf(remembered).map(keyOf));
  const now = new Map(edgesOf(report).map((one) => [keyOf(one), one.edge]));
  return before
    .filter((one) => !open.has(keyOf(one)))
    .map((one) => {
      const gone = isOpen(one) ? ({ result: 'not-checked', text: 'the edge is no longer there' } as const) : one.edge;
      const { result, text } = now.get(keyOf(one)) ?? gone;
      return { ...one, edge: { ...one.edge, result, text } };
    });
}

/**
 * Id and first time stay over the runs in which an edge is open, so that its finding is updated. The workflow is the customer's, and severity and types are
 * given as a provider gives them. https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html
 */
export function toHubFinding(
  one: EdgeOf,
  state: 'ACTIVE' | 'ARCHIVED',
  run: RunFacts,
  product: HubProduct,
): AwsSecurityFinding {
  const { account, edge } = one;
  return {
    SchemaVersion: '2018-10-08',
    Id: escapeControls(`secure-api-edge/${keyOf(one)}`),
    ProductArn: product.arn,
    GeneratorId: 'secure-api-edge/sweep',
    AwsAccountId: product.account,
    CreatedAt: edge.firstSeen ?? run.finishedAt,
    UpdatedAt: run.finishedAt,
    FindingProviderFields: {
      Severity: { Label: SEVERITIES[edge.result] },
      Types: ['Software and Configuration Checks/AWS Security Best Practices'],
    },
    Title: shown(`${edge.domain} (account ${account}): ${edge.result}`, MOST.title),
    Description: shown(edge.text || edge.result, MOST.description),
    ProductFields: productFields(one, run),
    Resources: [resourceOf(one, product)],
    Compliance: { Status: COMPLIANCE[edge.result] },
    RecordState: state,
  };
}

function productFields({ account, edge }: EdgeOf, run: RunFacts): Record<string, string> {
  const fields = {
    Account: account,
    Domain: edge.domain,
    Result: edge.result,
    RunId: run.id,
    Rules: [...new Set(edge.verdicts.map(({ rule }) => rule))].join(','),
    ChangedBy: edge.changedBy === undefined ? '' : `${edge.changedBy.who}: ${edge.changedBy.what}`,
  };
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [`secure-api-edge/${name}`, shown(value, MOST.productField)]),
  );
}

function resourceOf({ account, edge }: EdgeOf, { partition }: HubProduct): Resource {
  const { distribution } = edge.path;
  if (distribution === undefined) {
    const Id = escapeControls(edge.domain);
    const Details = { Other: { account, domain: Id } };
    return { Type: 'Other', Id, ...(edge.region !== undefined && { Region: edge.region }), Details };
  }
  return {
    Type: 'AwsCloudFrontDistribution',
    Id: distributionArn(partition, account, distribution.id),
    Region: GLOBAL_REGION,
  };
}

function shown(text: string, most: number): string {
  return escapeControls(text).slice(0, most).toWellFormed();
}
