import {
  anyBoolean,
  anyNumber,
  anyObject,
  anyText,
  choice,
  either,
  listOf,
  matching,
  namesOf,
  problemsOf,
  shape,
} from './check.ts';
import { apiProtocols, certificateStatuses, certificateTypes, type Estate, keyAlgorithms } from './estate.ts';
import { EstateError } from './estate-error.ts';

const account = matching(/^\d{12}$/, 'a 12-digit account id');
const region = matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a Region such as eu-west-1');
const domainName = matching(
  /^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)+$/,
  'a domain name in lower case, without trailing dot',
);
const tags = namesOf(matching(/^/, 'a text'));

const reference = either(
  shape({ certificate: anyText }),
  shape({ apiDomain: domainName }, { region }),
  shape({ api: anyText }),
  shape({ distribution: anyText }),
);

const role = shape({ name: anyText }, { externalId: anyText, trustedAccounts: listOf(account) });

const certificate = shape(
  { region, names: listOf(domainName) },
  {
    status: choice(certificateStatuses),
    keyAlgorithm: choice(keyAlgorithms),
    type: choice(certificateTypes),
    expiresInDays: anyNumber,
    tags,
  },
);

const cors = shape(
  {},
  {
    AllowCredentials: anyBoolean,
    AllowHeaders: listOf(anyText),
    AllowMethods: listOf(anyText),
    AllowOrigins: listOf(anyText),
    ExposeHeaders: listOf(anyText),
    MaxAge: anyNumber,
  },
);

const authorizer = shape(
  { type: choice(['JWT', 'REQUEST']), identitySource: listOf(anyText) },
  { issuer: anyText, audience: listOf(anyText) },
);

const route = shape(
  { key: anyText },
  { authorization: choice(['NONE', 'AWS_IAM', 'CUSTOM', 'JWT']), authorizer: anyText, apiKeyRequired: anyBoolean },
);

const api = shape(
  { region, protocol: choice(apiProtocols) },
  {
    stages: listOf(anyText),
    disableExecuteApiEndpoint: anyBoolean,
    cors,
    authorizers: namesOf(authorizer),
    routes: listOf(route),
    tags,
  },
);

const apiDomain = shape(
  { name: domainName, region },
  {
    endpointTypes: listOf(choice(['EDGE', 'REGIONAL'])),
    certificate: anyText,
    edgeCertificate: anyText,
    ownershipCertificate: anyText,
    securityPolicy: choice(['TLS_1_0', 'TLS_1_2']),
    ipAddressType: choice(['ipv4', 'dualstack']),
    mutualTls: shape({ truststoreUri: anyText }, { truststoreVersion: anyText }),
    routingMode: choice(['API_MAPPING_ONLY', 'ROUTING_RULE_ONLY', 'ROUTING_RULE_THEN_API_MAPPING']),
    mappings: listOf(shape({ api: anyText }, { stage: anyText, key: anyText })),
    tags,
  },
);

const record = shape(
  { name: domainName, type: anyText },
  {
    ttl: anyNumber,
    values: listOf(either(anyText, reference)),
    alias: either(reference, shape({ dnsName: anyText, hostedZoneId: anyText })),
    setIdentifier: anyText,
    weight: anyNumber,
    region,
  },
);

const hostedZone = shape({ name: domainName }, { vpc: shape({ id: anyText, region }), records: listOf(record) });

const accountEstate = shape(
  {},
  {
    roles: listOf(role),
    certificates: namesOf(certificate),
    apis: namesOf(api),
    apiDomains: listOf(apiDomain),
    distributions: namesOf(shape({ config: anyObject }, { tags })),
    hostedZones: listOf(hostedZone),
    quotas: shape({}, { apiDomains: anyNumber, distributions: anyNumber }),
  },
);

const estate = shape({ accounts: namesOf(accountEstate, account) });

/** Checks the form of the whole document; throws EstateError with every problem. Whether names lead somewhere shows at loading. */
export function parseEstate(document: unknown): Estate {
  const problems = problemsOf(estate, document, '').map((problem) => problem.replace(/^\./, ''));
  if (problems.length > 0) {
    throw new EstateError(problems);
  }
  return document as Estate;
}
