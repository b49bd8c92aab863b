/** https://docs.aws.amazon.com/general/latest/gr/apigateway.html: the zone an alias record to a regional domain name gives. */
const REGIONAL_ZONES: Readonly<Record<string, string>> = {
  'us-east-1': 'Z1UJRXOUMOOFQ8',
  'us-east-2': 'ZOJJZC49E0EPZ',
  'us-west-1': 'Z2MUQ32089INYE',
  'us-west-2': 'Z2OJLYMUO9EFXC',
  'eu-west-1': 'ZLY8HYME6SFDD',
  'eu-west-2': 'ZJ5UAJN8Y3Z2Q',
  'eu-central-1': 'Z1U9ULNL0V5AJ3',
  'ap-southeast-1': 'ZL327KTPIQFUL',
  'ap-southeast-2': 'Z2RPCDW04V8134',
  'ap-northeast-1': 'Z1YSHQZHG15GKL',
};

/** Every CloudFront distribution, the one of an edge-optimized domain name included. */
export const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

/** The hosted zone of API Gateway in a Region; made up (but stable) where the real id is not listed above. */
export function regionHostedZone(region: string): string {
  return REGIONAL_ZONES[region] ?? `ZSIM${region.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`;
}
