import {
  type GetChangeCommandInput,
  type GetChangeCommandOutput,
  GetChange$ as schema,
} from '@aws-sdk/client-route-53';
import type { Operation } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { constraintViolation } from './invalid-input.ts';
import { route53Account } from './state.ts';

type Output = Omit<GetChangeCommandOutput, '$metadata'>;

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html */
export const getChange: Operation<GetChangeCommandInput, Output> = {
  schema,
  run({ Id = '' }, { world, account }) {
    const id = Id.replace(/^\/?change\//, '');
    if (id.length > 32) throw constraintViolation(id, 'id', 'Member must have length less than or equal to 32');
    const change = world.state(route53Account, account).changes.get(id);
    if (change === undefined) throw new ServiceError('NoSuchChange', 404, `Could not find resource with ID: ${id}`);
    return { ChangeInfo: change };
  },
};
