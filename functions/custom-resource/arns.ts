import { shownValue } from '../doors/shown-value.ts';
import { GLOBAL_REGION } from '../reconciler/model/names.ts';
import { property } from './property.ts';

/** An ACM certificate that CloudFront can serve. */
export const certificateArn = property((value, complain): string | undefined => {
  const arn = typeof value === 'string' ? value : '';
  const [, region] = /^arn:aws[a-z-]*:acm:([a-z0-9-]+):\d{12}:certificate\/[A-Za-z0-9-]{1,64}$/.exec(arn) ?? [];
  if (region === undefined) return complain(`is not the ARN of an ACM certificate, got ${shownValue(value)}`);
  if (region === GLOBAL_REGION) return arn;
  const advice = `CloudFront serves certificates of ${GLOBAL_REGION} only: request or import it there`;
  return complain(`is in the wrong Region, got ${region}; ${advice}`);
});

/** A WAF web ACL that CloudFront can use. */
export const webAclArn = property((value, complain): string | undefined => {
  const arn = typeof value === 'string' ? value : '';
  const [, region, scope] =
    /^arn:aws[a-z-]*:wafv2:([a-z0-9-]+):\d{12}:(global|regional)\/webacl\/[\w-]{1,128}\/[A-Za-z0-9-]{1,64}$/.exec(
      arn,
    ) ?? [];
  if (region === undefined) return complain(`is not the ARN of an AWS WAF web ACL, got ${shownValue(value)}`);
  if (region === GLOBAL_REGION && scope === 'global') return arn;
  const advice = `CloudFront takes web ACLs of scope CLOUDFRONT, which live in ${GLOBAL_REGION}`;
  return complain(`is of the wrong scope, got ${scope} in ${region}; ${advice}`);
});
