const globalRegion = 'us-east-1';

/** The Region in which a resource is listed. */
export function regionOf(arn: string): string {
  return arn.split(':')[3] || globalRegion;
}

/** Whether `cloudfront:distribution`, or `cloudfront` alone, names the type of this resource. */
export function resourceTypeMatches(arn: string, filter: string): boolean {
  const [service, type] = filter.split(':');
  return service === arn.split(':')[2] && (type === undefined || type === typeOf(arn));
}

function typeOf(arn: string): string | undefined {
  return arn.split(':').slice(5).join(':').replace(/^\//, '').split(/[/:]/)[0];
}
