import {
  type ChangeResourceRecordSetsCommandInput,
  type ChangeResourceRecordSetsCommandOutput,
  ChangeResourceRecordSets$ as schema,
} from '@aws-sdk/client-route-53';
import type { Operation } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { applyChanges } from './apply-changes.ts';
import { findEditableHostedZone } from './find-hosted-zone.ts';
import { constraintViolation } from './invalid-input.ts';
import { publishNames } from './public-dns.ts';
import { toCanonical } from './record-set.ts';
import { serveZone } from './served-zones.ts';
import { submitChange } from './submit-change.ts';
import { validateChange } from './validate-change.ts';

type Output = Omit<ChangeResourceRecordSetsCommandOutput, '$metadata'>;

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html */
export const changeResourceRecordSets: Operation<ChangeResourceRecordSetsCommandInput, Output> = {
  schema,
  run({ HostedZoneId, ChangeBatch }, context) {
    const { Changes = [], Comment } = ChangeBatch ?? {};
    validate(Changes.length, Comment);
    Changes.forEach(validateChange);
    const zone = findEditableHostedZone(HostedZoneId, context);
    const changes = Changes.map((change) => ({
      ...change,
      ResourceRecordSet: change.ResourceRecordSet && toCanonical(change.ResourceRecordSet),
    }));
    const { records, changedNames, problems } = applyChanges(changes, zone, context.world);
    if (problems.length > 0) throw invalidChangeBatch(problems);
    zone.records = records;
    publishNames(zone, changedNames, context.world);
    return { ChangeInfo: submitChange(context, () => serveZone(zone, records, context.world), Comment) };
  },
};

function validate(changeCount: number, comment: string | undefined): void {
  if (changeCount === 0)
    throw constraintViolation('[]', 'changeBatch.changes', 'Member must have length greater than or equal to 1');
  if (comment !== undefined && comment.length > 256)
    throw constraintViolation(comment, 'changeBatch.comment', 'Member must have length less than or equal to 256');
}

function invalidChangeBatch(messages: readonly string[]): ServiceError {
  return new ServiceError('InvalidChangeBatch', 400, `[${messages.join(', ')}]`, { messages });
}
