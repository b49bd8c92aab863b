import type { Service } from '../core/operation.ts';
import type { RequestRate } from '../core/throttle.ts';
import { changeResourceRecordSets } from './change-resource-record-sets.ts';
import { changeTagsForResource } from './change-tags-for-resource.ts';
import { createHostedZone } from './create-hosted-zone.ts';
import { createResourceRecordSetProtections } from './create-resource-record-set-protections.ts';
import { deleteHostedZone } from './delete-hosted-zone.ts';
import { deleteResourceRecordSetProtections } from './delete-resource-record-set-protections.ts';
import { getChange } from './get-change.ts';
import { getHostedZone } from './get-hosted-zone.ts';
import { listHostedZones } from './list-hosted-zones.ts';
import { listHostedZonesByName } from './list-hosted-zones-by-name.ts';
import { listResourceRecordSetProtections } from './list-resource-record-set-protections.ts';
import { listResourceRecordSets } from './list-resource-record-sets.ts';
import { listTagsForResource } from './list-tags-for-resource.ts';

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/throttling-api-requests.html */
export const requestRate: RequestRate = { capacity: 50, perSecond: 10 };

export const route53: Service = {
  signingName: 'route53',
  protocol: 'rest-xml',
  xmlNamespace: 'https://route53.amazonaws.com/doc/2013-04-01/',
  shapeNamespace: 'com.amazonaws.route53',
  requestRate,
  operations: [
    changeResourceRecordSets,
    changeTagsForResource,
    createHostedZone,
    createResourceRecordSetProtections,
    deleteHostedZone,
    deleteResourceRecordSetProtections,
    getChange,
    getHostedZone,
    listHostedZones,
    listHostedZonesByName,
    listResourceRecordSetProtections,
    listResourceRecordSets,
    listTagsForResource,
  ],
};
