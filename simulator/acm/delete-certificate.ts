import type { DeleteCertificateCommandInput } from '@aws-sdk/client-acm';
import { DeleteCertificate$ } from '@aws-sdk/client-acm';
import type { Operation } from '../core/operation.ts';
import { resourceTags } from '../core/resource-tags.ts';
import { ServiceError } from '../core/service-error.ts';
import { askCertificate } from './ask-certificate.ts';
import { certificateUsers } from './certificate-users.ts';
import { acmState } from './state.ts';

export const deleteCertificate: Operation<DeleteCertificateCommandInput, object> = {
  schema: DeleteCertificate$,
  run({ CertificateArn }, context) {
    const { world, account, region } = context;
    const { arn } = askCertificate(CertificateArn, context);
    if (certificateUsers(arn, context).length > 0) {
      throw new ServiceError('ResourceInUseException', 400, `Certificate ${arn} in account ${account} is in use.`);
    }
    world.state(acmState, account, region).certificates.delete(arn);
    world.state(resourceTags, account).delete(arn);
    return {};
  },
};
