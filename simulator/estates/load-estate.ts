import { apiGatewayState } from '../apigatewayv2/state.ts';
import { cloudFront } from '../cloudfront/state.ts';
import type { SimulatedClock } from '../core/clock.ts';
import { createIds } from '../core/ids.ts';
import type { World } from '../core/world.ts';
import { route53Account } from '../route53/state.ts';
import { declareRole } from '../sts/state.ts';
import type { AccountEstate, Estate } from './estate.ts';
import { createEstateNames, type EstateNames } from './estate-names.ts';
import { seedApiDomains } from './seed-api-domains.ts';
import { seedApis } from './seed-apis.ts';
import { seedCertificates } from './seed-certificates.ts';
import { seedDistributions } from './seed-distributions.ts';
import { seedHostedZones } from './seed-hosted-zones.ts';
import { seedSecrets } from './seed-secrets.ts';
import type { Seeding } from './seeding.ts';

/** The part of a running simulator that an estate is loaded into. */
export interface EstateTarget {
  readonly clock: SimulatedClock;
  readonly world: World;
  /** Of documents that refer to each other's things. @default the document's own */
  readonly names?: EstateNames;
  /** Apart from that of other documents in the same world, so that their ids do not meet. @default the same for all */
  readonly idsSeed?: number;
}

/** Long enough for every distribution to be Deployed and every DNS change to be INSYNC. */
export const SETTLE_SECONDS = 900;
/** Apart from the simulator's own seed, so that ids given during loading and afterwards do not meet. */
const IDS_SEED = 0x657374;

/**
 * Creates what the document describes and lets it settle: the simulated clock ends `SETTLE_SECONDS` later. It goes through
 * the AWS operations, so that AWS's own refusals apply; they come back as an EstateError with the path in the document.
 * The order is the one AWS imposes: a certificate before the domain name that uses it, a distribution before the record.
 */
export function loadEstate(target: EstateTarget, estate: Estate): void {
  const { clock, world, names = createEstateNames(), idsSeed = IDS_SEED } = target;
  const ids = createIds(idsSeed);
  const accounts = Object.entries(estate.accounts).map(([account, content]): [Seeding, AccountEstate] => {
    const context = (region: string) => ({ account, accessKeyId: account, region, world, clock, ids });
    return [{ account, path: `accounts.${account}`, names, context }, content];
  });

  for (const [seeding, content] of accounts) {
    raiseQuotas(seeding, content);
    declareRoles(seeding, content);
    seedCertificates(seeding, content.certificates ?? {});
    seedApis(seeding, content.apis ?? {});
    seedApiDomains(seeding, content.apiDomains ?? []);
    seedSecrets(seeding, content.secrets ?? {});
  }
  for (const [seeding, content] of accounts) {
    seedDistributions(seeding, content.distributions ?? {});
  }
  for (const [seeding, content] of accounts) {
    seedHostedZones(seeding, content.hostedZones ?? []);
  }
  clock.advance(SETTLE_SECONDS);
}

function raiseQuotas({ account, context }: Seeding, { quotas = {}, apiDomains = [] }: AccountEstate): void {
  const { world } = context('us-east-1');
  if (quotas.apiDomains !== undefined) {
    for (const region of new Set(apiDomains.map((domain) => domain.region))) {
      world.state(apiGatewayState, account, region).domainNameQuota = quotas.apiDomains;
    }
  }
  if (quotas.distributions !== undefined) {
    world.state(cloudFront, account).quotas.distributions = quotas.distributions;
  }
  if (quotas.hostedZones !== undefined) {
    world.state(route53Account, account).hostedZoneQuota = quotas.hostedZones;
  }
}

function declareRoles({ account, context }: Seeding, { roles = [] }: AccountEstate): void {
  for (const { name, externalId, trustedAccounts } of roles) {
    declareRole(context('us-east-1').world, {
      arn: `arn:aws:iam::${account}:role/${name}`,
      externalId,
      trustedAccounts,
    });
  }
}
