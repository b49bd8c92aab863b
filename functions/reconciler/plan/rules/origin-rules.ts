import { isApiOrigin, type Origin } from '../../model/distribution.ts';
import { expectSetting, type Finding, type RuleInputs } from './finding.ts';

/** EDGE-05: every API origin is reached with https-only. */
export function originProtocolPolicies(inputs: RuleInputs): readonly Finding[] {
  return apiOrigins(inputs).map(({ id, custom }) =>
    expectSetting(
      'EDGE-05',
      `Origins[${id}].CustomOriginConfig.OriginProtocolPolicy`,
      custom?.protocolPolicy,
      'https-only',
    ),
  );
}

/** EDGE-06: every API origin allows TLSv1.2 only. TLS 1.3 has no value of its own here; it is negotiated where both ends speak it. */
export function originSslProtocols(inputs: RuleInputs): readonly Finding[] {
  return apiOrigins(inputs).map(({ id, custom }) =>
    expectSetting('EDGE-06', `Origins[${id}].CustomOriginConfig.OriginSslProtocols`, custom?.sslProtocols, ['TLSv1.2']),
  );
}

function apiOrigins({ distribution }: RuleInputs): readonly Origin[] {
  return distribution.settings.origins.filter((origin) => isApiOrigin(origin) && origin.custom !== undefined);
}
