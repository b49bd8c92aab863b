import { type DomainName, GetDomainName$, type GetDomainNameRequest } from '@aws-sdk/client-api-gateway';
import { required } from '../apigatewayv2/required.ts';
import type { Operation } from '../core/operation.ts';
import { findDomainName } from './find-domain-name.ts';

export const getDomainName: Operation<GetDomainNameRequest, DomainName> = {
  schema: GetDomainName$,
  run: (input, context) =>
    findDomainName(context, required(input.domainName, 'domainName'), input.domainNameId).domainName,
};
