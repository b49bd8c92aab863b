import type { AccountEstate, DistributionEstate, Estate } from '../../simulator/estates/estate.ts';
import { API_BEHAVIOR, wellMadeEdge } from '../../simulator/estates/well-made-edge.ts';

export const SHOP = 'shop.example.com';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const ACCOUNT: AccountEstate = {
  certificates: {
    edge: { region: 'us-east-1', names: [SHOP] },
    regional: { region: 'eu-west-1', names: [SHOP] },
  },
  apis: {
    shop: {
      region: 'eu-west-1',
      protocol: 'HTTP',
      authorizers: {
        login: {
          type: 'JWT',
          identitySource: ['$request.header.Authorization'],
          issuer: 'https://login.example.com/',
          audience: ['shop'],
        },
      },
      routes: [{ key: '$default' }, { key: 'ANY /basket/{proxy+}', authorization: 'JWT', authorizer: 'login' }],
    },
  },
  apiDomains: [{ name: SHOP, region: 'eu-west-1', certificate: 'regional', mappings: [{ api: 'shop' }] }],
  hostedZones: [{ name: 'example.com', records: [{ name: SHOP, type: 'A', alias: { apiDomain: SHOP } }] }],
};

/**
 * Every setting is as it should be, but for the policy, which suits the API's default endpoint and withholds the Host by which API Gateway finds a
 * custom domain.
 */
const BY_HAND: DistributionEstate = {
  tags: { 'made-by': 'hand' },
  config: {
    ...wellMadeEdge(SHOP, 'edge'),
    Comment: 'shop, set up by hand',
    DefaultCacheBehavior: { ...API_BEHAVIOR, OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER },
  },
};

/** An API domain that callers use, over https:// only. */
export const SHOP_ESTATE: Estate = { accounts: { '111111111111': ACCOUNT } };

/** The same, and a distribution for its name that somebody made by hand. */
export const BROKEN_ESTATE: Estate = { accounts: { '111111111111': { ...ACCOUNT, distributions: { shop: BY_HAND } } } };
