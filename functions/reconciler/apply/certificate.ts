import { AddTagsToCertificateCommand, DeleteCertificateCommand, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { type Called, called } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { toSdkTags } from '../aws/sdk-tags.ts';
import type { RecordSet } from '../model/alias-records.ts';
import type { DomainName } from '../model/names.ts';
import type { Tags } from '../model/plan.ts';
import { CERTIFICATE_TAG } from '../model/tags.ts';
import { changeRecords, type RecordBatch } from './alias-records.ts';

/**
 * Requests a certificate together with its tags, so that it is never in the account without saying whose it is. Sent again within an hour under the
 * same token it is the same certificate.
 */
export function requestCertificate(
  { certificates }: AwsClients,
  step: { readonly domainName: DomainName; readonly idempotencyToken: string; readonly tags: Tags },
): Promise<Called<unknown>> {
  return called('ACM.RequestCertificate', () =>
    certificates.send(
      new RequestCertificateCommand({
        DomainName: step.domainName,
        ValidationMethod: 'DNS',
        KeyAlgorithm: 'RSA_2048',
        IdempotencyToken: step.idempotencyToken,
        Tags: toSdkTags(step.tags),
      }),
    ),
  );
}

/**
 * Writes the record by which ACM validates. That it is ours is tagged first: a crash in between leaves a tag without a record, which the next look
 * completes, never a record that nobody takes away.
 */
export async function writeValidationRecord(
  clients: AwsClients,
  {
    record,
    ...step
  }: Omit<RecordBatch, 'remove' | 'create'> & { readonly certificateArn: string; readonly record: RecordSet },
): Promise<Called<unknown>> {
  const tags = toSdkTags({ [CERTIFICATE_TAG.validationZone]: step.hostedZoneId });
  const tagged = await called('ACM.AddTagsToCertificate', () =>
    clients.certificates.send(new AddTagsToCertificateCommand({ CertificateArn: step.certificateArn, Tags: tags })),
  );
  if (tagged.kind === 'failed') return tagged;
  return changeRecords(clients, { ...step, remove: [], create: [record] });
}

/** Deletes an unused certificate. Its record goes first: the certificate is what remembers it. One that is gone already is a success. */
export async function deleteCertificate(
  clients: AwsClients,
  step: Omit<RecordBatch, 'create'> & { readonly certificateArn: string },
): Promise<Called<unknown>> {
  if (step.remove.length > 0) {
    const removed = await changeRecords(clients, { ...step, create: [] });
    if (removed.kind === 'failed') return removed;
  }
  const answer = await called('ACM.DeleteCertificate', () =>
    clients.certificates.send(new DeleteCertificateCommand({ CertificateArn: step.certificateArn })),
  );
  return answer.kind === 'failed' && answer.failure.kind === 'NotFound'
    ? { kind: 'answered', value: undefined }
    : answer;
}
