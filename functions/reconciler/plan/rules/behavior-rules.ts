import { type BehaviorAt, behaviorsOf, isApiOrigin } from '../../model/distribution.ts';
import type { ResponseHeadersPolicy } from '../../model/header-policies.ts';
import { describeHsts, POLICY_NAME_PREFIX, responseHeadersPolicy } from '../header-policies.ts';
import {
  cannotTell,
  drifts,
  expectSetting,
  type Finding,
  originOf,
  passes,
  type RuleInputs,
  refuses,
} from './finding.ts';

/** CloudFront knows these seven and no other; POST comes only with all of them. */
export const ALL_METHODS = ['HEAD', 'DELETE', 'POST', 'GET', 'OPTIONS', 'PUT', 'PATCH'] as const;

/** Error codes that CloudFront caches for ten seconds when nothing else is said. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html */
const CACHED_ERRORS = [404, 414, 500, 501, 502, 503, 504];

/** EDGE-10: all seven methods on behaviors that lead to the API. */
export function allowedMethods(inputs: RuleInputs): readonly Finding[] {
  return apiBehaviors(inputs).map(({ path, behavior }) =>
    expectSetting('EDGE-10', `${path}.AllowedMethods`, behavior.allowedMethods, ALL_METHODS),
  );
}

/** EDGE-11, the errors: CachingDisabled caches none; legacy settings do unless each code says otherwise. */
export function errorCaching(inputs: RuleInputs): readonly Finding[] {
  const legacy = apiBehaviors(inputs).some(({ behavior }) => behavior.forwarding.kind === 'forwarded-values');
  if (!legacy) return [];
  const configured = inputs.distribution.settings.customErrorResponses;
  const codes = [...new Set([...CACHED_ERRORS, ...configured.map((response) => response.errorCode)])].sort(
    (a, b) => a - b,
  );
  return codes.map((code) => {
    const before = configured.find((response) => response.errorCode === code)?.cachingMinTtlSeconds;
    return expectSetting('EDGE-11', `CustomErrorResponses[${code}].ErrorCachingMinTTL`, before, 0);
  });
}

/** EDGE-13: HSTS as the owner chose it. `off` leaves a policy that is not ours alone, and takes ours off. */
export function strictTransportSecurity(inputs: RuleInputs): readonly Finding[] {
  return apiBehaviors(inputs).map((at) => hstsOf(inputs, at));
}

function hstsOf(inputs: RuleInputs, { path, behavior }: BehaviorAt): Finding {
  const { policies } = inputs;
  const { setting: wanted } = inputs.hsts;
  const setting = `${path}.ResponseHeadersPolicyId`;
  const id = behavior.responseHeadersPolicyId;
  const attached = policies.responseHeadersPolicies.find((policy) => policy.id === id);
  const ours = attached?.name.startsWith(POLICY_NAME_PREFIX) === true;
  const before = attached === undefined ? id : servedBy(attached);
  if (wanted === undefined) {
    return ours
      ? drifts('EDGE-13', setting, before, undefined, [{ path: setting, before: id, after: undefined }])
      : passes('EDGE-13', setting, before);
  }
  if (id !== undefined && attached === undefined)
    return cannotTell('EDGE-13', setting, `response headers policy ${id} is not known in this account`);
  const after = describeHsts(wanted);
  if (before === after) return passes('EDGE-13', setting, before);
  if (attached !== undefined && !ours) {
    return refuses(
      'EDGE-13',
      setting,
      `${setting}: carries response headers policy ${attached.name}, whose other headers would be lost; set ${after} in that policy, or detach it`,
    );
  }
  const policy = responseHeadersPolicy(wanted, policies, inputs.policyUsesElsewhere);
  const missing = policy.missing === undefined ? [] : [policy.missing];
  return drifts('EDGE-13', setting, before, after, [{ path: setting, before: id, after: policy.id }], missing);
}

function servedBy({ strictTransportSecurity: hsts }: ResponseHeadersPolicy): string | undefined {
  return hsts === undefined ? undefined : describeHsts(hsts);
}

export function apiBehaviors({ distribution }: RuleInputs): readonly BehaviorAt[] {
  return behaviorsOf(distribution.settings).filter(({ behavior }) => {
    const origin = originOf(distribution, behavior);
    return origin !== undefined && isApiOrigin(origin);
  });
}
