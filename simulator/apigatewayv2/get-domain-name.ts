import { GetDomainName$, type GetDomainNameRequest, type GetDomainNameResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { domainNameArn } from './arns.ts';
import { findDomainName } from './find-domain-name.ts';
import { required } from './required.ts';
import { tagsOf } from './tags.ts';

export const getDomainName: Operation<GetDomainNameRequest, GetDomainNameResponse> = {
  schema: GetDomainName$,
  run(input, context) {
    const name = required(input.DomainName, 'DomainName');
    return { ...findDomainName(context, name).domainName, Tags: tagsOf(context, domainNameArn(context, name)) };
  },
};
