import type { ListTagsForCertificateCommandInput, ListTagsForCertificateCommandOutput } from '@aws-sdk/client-acm';
import { ListTagsForCertificate$ } from '@aws-sdk/client-acm';
import type { Operation } from '../core/operation.ts';
import { askCertificate } from './ask-certificate.ts';
import { tagsOf } from './tags.ts';

type Output = Omit<ListTagsForCertificateCommandOutput, '$metadata'>;

export const listTagsForCertificate: Operation<ListTagsForCertificateCommandInput, Output> = {
  schema: ListTagsForCertificate$,
  run({ CertificateArn }, context) {
    const { arn } = askCertificate(CertificateArn, context);
    return { Tags: [...tagsOf(arn, context)].map(([Key, Value]) => ({ Key, Value })) };
  },
};
