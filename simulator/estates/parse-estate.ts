import { planTiers } from '../pricing-plan-manager/state.ts';
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
import {
  apiProtocols,
  authorizerTypes,
  certificateStatuses,
  certificateTypes,
  type Estate,
  httpMethods,
  keyAlgorithms,
  methodAuthorizations,
  securityPolicies,
} from './estate.ts';
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
  { type: choice(authorizerTypes), identitySource: listOf(anyText) },
  { issuer: anyText, audience: listOf(anyText) },
);

const route = shape(
  { key: anyText },
  { authorization: choice(['NONE', 'AWS_IAM', 'CUSTOM', 'JWT']), authorizer: anyText, apiKeyRequired: anyBoolean },
);

const method = shape(
  {},
  {
    authorization: choice(methodAuthorizations),
    authorizer: anyText,
    apiKeyRequired: anyBoolean,
    requestParameters: namesOf(anyBoolean),
  },
);

const resources = namesOf(
  namesOf(method, choice(httpMethods)),
  matching(/^\/(?!.*\/\/).*$/, 'a path such as /orders/{id}'),
);

const api = shape(
  { region, protocol: choice(apiProtocols) },
  {
    stages: listOf(anyText),
    disableExecuteApiEndpoint: anyBoolean,
    cors,
    authorizers: namesOf(authorizer),
    routes: listOf(route),
    endpointType: choice(['EDGE', 'REGIONAL', 'PRIVATE']),
    apiKeySource: choice(['HEADER', 'AUTHORIZER']),
    minimumCompressionSize: anyNumber,
    resources,
    tags,
  },
);

const routingRule = shape(
  { priority: anyNumber, api: anyText },
  {
    headers: listOf(shape({ header: anyText, value: anyText })),
    basePaths: listOf(anyText),
    stage: anyText,
    stripBasePath: anyBoolean,
  },
);

const apiDomain = shape(
  { name: domainName, region },
  {
    endpointTypes: listOf(choice(['EDGE', 'REGIONAL', 'PRIVATE'])),
    certificate: anyText,
    edgeCertificate: anyText,
    ownershipCertificate: anyText,
    securityPolicy: choice(securityPolicies),
    endpointAccessMode: choice(['BASIC', 'STRICT']),
    ipAddressType: choice(['ipv4', 'dualstack']),
    mutualTls: shape({ truststoreUri: anyText }, { truststoreVersion: anyText }),
    routingMode: choice(['API_MAPPING_ONLY', 'ROUTING_RULE_ONLY', 'ROUTING_RULE_THEN_API_MAPPING']),
    mappings: listOf(shape({ api: anyText }, { stage: anyText, key: anyText })),
    routingRules: listOf(routingRule),
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

const distribution = shape(
  { config: anyObject },
  { unknownElements: listOf(shape({ path: anyText, xml: anyText })), pricingPlan: choice(planTiers), tags },
);

const secret = shape({ region, value: anyText }, { previousValue: anyText, description: anyText, tags });

const accountEstate = shape(
  {},
  {
    roles: listOf(role),
    certificates: namesOf(certificate),
    apis: namesOf(api),
    apiDomains: listOf(apiDomain),
    distributions: namesOf(distribution),
    hostedZones: listOf(hostedZone),
    secrets: namesOf(secret),
    quotas: shape({}, { apiDomains: anyNumber, distributions: anyNumber, hostedZones: anyNumber }),
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
