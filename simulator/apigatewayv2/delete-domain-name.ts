import { DeleteDomainName$, type DeleteDomainNameRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { domainNameArn } from './arns.ts';
import { useCertificates } from './domain-certificate.ts';
import { findRegionalDomainName } from './find-domain-name.ts';
import { required } from './required.ts';
import { apiGatewayOf } from './state.ts';
import { forgetTags } from './tags.ts';

/** Mappings and routing rules go with the domain name. */
export const deleteDomainName: Operation<DeleteDomainNameRequest, object> = {
  schema: DeleteDomainName$,
  run(input, context) {
    const name = required(input.DomainName, 'DomainName');
    const { domainName } = findRegionalDomainName(context, name);

    apiGatewayOf(context).domainNames.delete(name);
    useCertificates(context, domainName, undefined);
    forgetTags(context, domainNameArn(context, name));
    return {};
  },
};
