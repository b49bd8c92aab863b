import type { AddTagsToCertificateCommandInput } from '@aws-sdk/client-acm';
import { AddTagsToCertificate$ } from '@aws-sdk/client-acm';
import type { Operation } from '../core/operation.ts';
import { askCertificate } from './ask-certificate.ts';
import { violation } from './refusals.ts';
import { addTags, checkTags, tagsOf } from './tags.ts';

export const addTagsToCertificate: Operation<AddTagsToCertificateCommandInput, object> = {
  schema: AddTagsToCertificate$,
  run({ CertificateArn, Tags }, context) {
    const { arn } = askCertificate(CertificateArn, context);
    if (!Tags?.length) throw violation(Tags, 'tags', 'Member must have length greater than or equal to 1');
    checkTags(Tags, tagsOf(arn, context));
    addTags(arn, Tags, context);
    return {};
  },
};
