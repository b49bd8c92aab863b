import { GeoRestrictionType, type Restrictions } from '@aws-sdk/client-cloudfront';
import { ServiceError } from '../core/service-error.ts';

export function requireRestrictions(restrictions: Restrictions | undefined): void {
  const { RestrictionType, Items = [] } = restrictions?.GeoRestriction ?? { RestrictionType: undefined };
  const isKnown = RestrictionType !== undefined && Object.values(GeoRestrictionType).includes(RestrictionType);
  if (!isKnown || (RestrictionType === 'none') !== (Items.length === 0)) {
    throw new ServiceError(
      'InvalidGeoRestrictionParameter',
      400,
      'The specified geo restriction parameter is not valid.',
    );
  }
  if (Items.some((country) => !/^[A-Z]{2}$/.test(country))) {
    throw new ServiceError('InvalidLocationCode', 400, 'The location code specified is not valid.');
  }
}
