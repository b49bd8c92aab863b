import { publicRecords, recordKey } from '../core/dns-lookup.ts';
import type { OperationContext } from '../core/operation.ts';
import { acmState, type Certificate, daysAfter, lifetimeDays, type NameValidation } from './state.ts';
import { validationRecord } from './validation-record.ts';

/** ACM names the CNAME shortly after the request, then looks for it again and again, and gives up after three days. */
const recordAfterSeconds = 5;
const lookEverySeconds = 60;
const giveUpAfterSeconds = 72 * 3600;

export function validateNames(certificate: Certificate, context: OperationContext): void {
  const { clock } = context;
  const deadline = clock.now() + giveUpAfterSeconds * 1000;
  clock.after(recordAfterSeconds, () => nameRecords(certificate, context));
  clock.after(lookEverySeconds, () => look(certificate, deadline, context));
}

function nameRecords(certificate: Certificate, { account }: OperationContext): void {
  for (const validation of certificate.validations) {
    if (validation.method === 'DNS') validation.record = validationRecord(account, validation.domainName);
  }
}

function look(certificate: Certificate, deadline: number, context: OperationContext): void {
  if (!isStillThere(certificate, context)) return;
  for (const validation of certificate.validations) {
    if (hasRecord(validation, context)) validation.status = 'SUCCESS';
  }
  if (certificate.validations.every(({ status }) => status === 'SUCCESS')) issue(certificate, context);
  else if (context.clock.now() >= deadline) timeOut(certificate);
  else context.clock.after(lookEverySeconds, () => look(certificate, deadline, context));
}

function isStillThere({ arn }: Certificate, { world, account, region }: OperationContext): boolean {
  return world.state(acmState, account, region).certificates.has(arn);
}

function hasRecord({ record }: NameValidation, { world }: OperationContext): boolean {
  if (!record) return false;
  const values = world.state(publicRecords, '*').get(recordKey(record.name, 'CNAME')) ?? [];
  return values.some((value) => recordKey(value, '') === recordKey(record.value, ''));
}

function issue(certificate: Certificate, { clock }: OperationContext): void {
  const now = new Date(clock.now());
  certificate.status = 'ISSUED';
  certificate.issuedAt = now;
  certificate.notBefore = now;
  certificate.notAfter = daysAfter(now, lifetimeDays);
}

function timeOut(certificate: Certificate): void {
  certificate.status = 'VALIDATION_TIMED_OUT';
  for (const validation of certificate.validations) {
    if (validation.status !== 'SUCCESS') validation.status = 'FAILED';
  }
}
