import {
  type CertificateDetail,
  DescribeCertificateCommand,
  ListTagsForCertificateCommand,
  type ResourceRecord as SdkValidationRecord,
} from '@aws-sdk/client-acm';
import { read } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import type { HostedZone, RecordSet } from '../model/alias-records.ts';
import {
  type Certificate,
  type RequestedCertificate,
  unusableBecause,
  type ValidationRecord,
} from '../model/certificate.ts';
import type { EdgeTarget } from '../model/look.ts';
import { type DomainName, domainNameFromAws, GLOBAL_REGION } from '../model/names.ts';
import { ABSENT, mapObserved, type Observed, present, unreadable } from '../model/observed.ts';
import { taggedDomain } from '../model/owner-tags.ts';
import type { Tags } from '../model/plan.ts';
import { CERTIFICATE_TAG, TAG } from '../model/tags.ts';
import type { RecordReader } from './alias-records.ts';
import { observeCertificates } from './certificates.ts';
import type { PublicZone } from './hosted-zones.ts';
import type { Inventory } from './inventory.ts';

const RECORD_TTL_SECONDS = 300;

interface Request {
  readonly target: EdgeTarget;
  readonly name: DomainName;
  /** Zone of the edge's records, where there is one. */
  readonly zoneId: string | undefined;
  /** ISO 8601. */
  readonly now: string;
}

/**
 * Certificates that this tool requested for the edge. Asked only while one is missing that the owner wants requested, and when the edge is let go: a
 * look at an edge with a usable certificate sends nothing. Tags come from ACM itself, one request for each certificate that has the form of ours
 * (usually one): the Resource Groups Tagging API would take a page for all, but shows a new certificate only seconds later, when a second one
 * would have been requested.
 */
export async function observeRequestedCertificates(
  clients: AwsClients,
  inventory: Inventory,
  readRecords: RecordReader,
  request: Request,
): Promise<Observed<readonly RequestedCertificate[]>> {
  const { certificates } = inventory;
  if (certificates.kind !== 'present') return certificates;
  if (request.target.kind === 'wanted' && !isToBeRequested(request, certificates.value)) return ABSENT;

  const requested: RequestedCertificate[] = [];
  for (const { arn } of certificates.value.filter((one) => hasOurForm(one, request.name))) {
    const one = await observeRequested(clients, inventory, readRecords, request, arn);
    if (one.kind === 'unreadable') return one;
    if (one.kind === 'present') requested.push(one.value);
  }
  return present(requested);
}

function isToBeRequested({ target, name, now }: Request, certificates: readonly Certificate[]): boolean {
  if (target.kind !== 'wanted' || target.edge.certificateArn !== undefined) return false;
  const usable = certificates.some((one) => unusableBecause(one, name, now) === undefined);
  return target.edge.requestCertificate === 'when-missing' && !usable;
}

function hasOurForm({ names, type }: Certificate, name: DomainName): boolean {
  return type === 'AMAZON_ISSUED' && names.every((one) => one === name);
}

/** Absent: it is not ours, or it was deleted a moment ago. */
async function observeRequested(
  clients: AwsClients,
  inventory: Inventory,
  readRecords: RecordReader,
  request: Request,
  arn: string,
): Promise<Observed<RequestedCertificate>> {
  const tags = await readTags(clients, arn);
  if (tags.kind !== 'present') return tags;
  const owner = tags.value[TAG.owner];
  if (owner === undefined || taggedDomain(tags.value) !== request.name) return ABSENT;

  const described = await read('ACM.DescribeCertificate', () =>
    clients.certificates.send(new DescribeCertificateCommand({ CertificateArn: arn })),
  );
  if (described.kind !== 'present') return described;
  const detail = described.value.Certificate ?? {};
  const writtenTo = tags.value[CERTIFICATE_TAG.validationZone];
  const validation = await observeValidation(clients, inventory, readRecords, request, { arn, detail, writtenTo });
  if (validation.kind === 'unreadable') return validation;
  return present({
    arn,
    status: detail.Status ?? '',
    failureReason: detail.FailureReason,
    owner,
    inUseBy: [...(detail.InUseBy ?? [])].sort(),
    validation: validation.kind === 'present' ? validation.value : undefined,
  });
}

async function readTags({ certificates }: AwsClients, arn: string): Promise<Observed<Tags>> {
  const answer = await read('ACM.ListTagsForCertificate', () =>
    certificates.send(new ListTagsForCertificateCommand({ CertificateArn: arn })),
  );
  return mapObserved(answer, ({ Tags = [] }) =>
    Object.fromEntries(Tags.map(({ Key, Value }) => [Key ?? '', Value ?? ''])),
  );
}

interface Described {
  readonly arn: string;
  readonly detail: CertificateDetail;
  readonly writtenTo: string | undefined;
}

async function observeValidation(
  clients: AwsClients,
  inventory: Inventory,
  readRecords: RecordReader,
  { target, name, zoneId }: Request,
  { arn, detail, writtenTo }: Described,
): Promise<Observed<ValidationRecord>> {
  const named = validationRecordOf(detail);
  if (named === undefined) return ABSENT;
  const { zones, unread } = inventory.publicZones;
  const record = toRecordSet(named);
  const zone = zones.find(({ id }) => id === (writtenTo ?? zoneId));
  const [first] = unread;
  if (zone === undefined && first !== undefined) return unreadable(first.failure);
  const standing = zone === undefined ? present([]) : await readRecords(zone, record.name);
  if (standing.kind !== 'present') return standing;
  const writtenBy = writtenTo === undefined ? 'somebody' : 'this-tool';
  const goes = target.kind === 'let-go' && writtenBy === 'this-tool' && standing.value.length > 0;
  const sharedWith = goes ? await observeSharing(clients, inventory, name, record, arn) : present([]);
  if (sharedWith.kind !== 'present') return sharedWith;
  return present({
    record,
    zone: zone && toHostedZone(zone),
    standing: standing.value,
    writtenBy,
    sharedWith: sharedWith.value,
  });
}

function toHostedZone({ recordCount: _, ...zone }: PublicZone): HostedZone {
  return zone;
}

function validationRecordOf({ DomainValidationOptions }: CertificateDetail): SdkValidationRecord | undefined {
  return DomainValidationOptions?.[0]?.ResourceRecord;
}

function toRecordSet({ Name, Type, Value }: SdkValidationRecord): RecordSet {
  const target = { kind: 'values', ttlSeconds: RECORD_TTL_SECONDS, values: [Value ?? ''] } as const;
  return { name: domainNameFromAws(Name ?? ''), type: Type ?? 'CNAME', setIdentifier: undefined, target };
}

/**
 * Other certificates of the account that renew by the same record, in us-east-1 and in the Regions looked at: the API's own certificate for the
 * domain is usually one.
 */
async function observeSharing(
  clients: AwsClients,
  { apiDomains, certificates }: Inventory,
  name: DomainName,
  record: RecordSet,
  ownArn: string,
): Promise<Observed<readonly string[]>> {
  const found: string[] = [];
  for (const region of new Set([GLOBAL_REGION, ...apiDomains.keys()])) {
    const acm = clients.certificatesIn(region);
    const listed = region === GLOBAL_REGION ? certificates : await observeCertificates(acm);
    if (listed.kind !== 'present') return listed;
    for (const { arn } of listed.value.filter((one) => one.arn !== ownArn && mayShare(one, name))) {
      const described = await read('ACM.DescribeCertificate', () =>
        acm.send(new DescribeCertificateCommand({ CertificateArn: arn })),
      );
      if (described.kind === 'unreadable') return described;
      if (described.kind === 'present' && namesRecord(described.value.Certificate, record)) found.push(arn);
    }
  }
  return present(found.sort());
}

/** A name and its wildcard have the same record. */
function mayShare({ names }: Certificate, name: DomainName): boolean {
  const base = name.replace(/^\*\./, '');
  return names.some((one) => one === base || one === `*.${base}`);
}

function namesRecord(detail: CertificateDetail | undefined, record: RecordSet): boolean {
  const named = (detail?.DomainValidationOptions ?? []).map(({ ResourceRecord }) => ResourceRecord?.Name ?? '');
  return named.some((one) => domainNameFromAws(one) === record.name);
}
