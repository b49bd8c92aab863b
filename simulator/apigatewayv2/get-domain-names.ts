import { GetDomainNames$, type GetDomainNamesRequest, type GetDomainNamesResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { domainNameArn } from './arns.ts';
import { page } from './page.ts';
import { apiGatewayOf } from './state.ts';
import { tagsOf } from './tags.ts';

export const getDomainNames: Operation<GetDomainNamesRequest, GetDomainNamesResponse> = {
  schema: GetDomainNames$,
  run(input, context) {
    const { items, nextToken } = page(apiGatewayOf(context).domainNames, input, context.world);
    return {
      Items: items.map(({ domainName }) => ({
        ...domainName,
        Tags: tagsOf(context, domainNameArn(context, domainName.DomainName ?? '')),
      })),
      NextToken: nextToken,
    };
  },
};
