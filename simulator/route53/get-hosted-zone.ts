import {
  type GetHostedZoneCommandInput,
  type GetHostedZoneCommandOutput,
  GetHostedZone$ as schema,
} from '@aws-sdk/client-route-53';
import type { Operation } from '../core/operation.ts';
import { findHostedZone } from './find-hosted-zone.ts';
import { toHostedZone } from './to-hosted-zone.ts';

type Output = Omit<GetHostedZoneCommandOutput, '$metadata'>;

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html */
export const getHostedZone: Operation<GetHostedZoneCommandInput, Output> = {
  schema,
  run({ Id }, context) {
    const zone = findHostedZone(Id, context);
    return {
      HostedZone: toHostedZone(zone),
      ...(zone.privateZone ? { VPCs: [...zone.vpcs] } : { DelegationSet: { NameServers: [...zone.nameServers] } }),
    };
  },
};
