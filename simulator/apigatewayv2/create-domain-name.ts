import {
  CreateDomainName$,
  type CreateDomainNameRequest,
  type CreateDomainNameResponse,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { addDomainName } from './add-domain-name.ts';
import { domainNameArn } from './arns.ts';
import { tagsOf } from './tags.ts';

export const createDomainName: Operation<CreateDomainNameRequest, CreateDomainNameResponse> = {
  schema: CreateDomainName$,
  run(input, context) {
    const { domainName } = addDomainName(input, context);
    return { ...domainName, Tags: tagsOf(context, domainNameArn(context, domainName.DomainName ?? '')) };
  },
};
