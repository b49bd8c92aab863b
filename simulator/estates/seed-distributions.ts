import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import { createDistributionWithTags } from '../cloudfront/create-distribution-with-tags.ts';
import { putUnknownElements } from '../cloudfront/unknown-elements.ts';
import { putSubscription } from '../pricing-plan-manager/state.ts';
import type { DistributionEstate, Reference } from './estate.ts';
import { toLookup } from './estate-names.ts';
import { at, type Seeding } from './seeding.ts';

const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';
const REFERENCE_KINDS = ['certificate', 'apiDomain', 'api', 'distribution'];

export function seedDistributions(seeding: Seeding, distributions: Readonly<Record<string, DistributionEstate>>): void {
  for (const [name, { config, unknownElements = [], pricingPlan, tags = {} }] of Object.entries(distributions)) {
    const path = `${seeding.path}.distributions.${name}`;
    const resolved = resolveReferences(seeding, config, `${path}.config`) as Record<string, unknown>;
    // The document need not invent a caller reference: its own name for the distribution is as unique.
    const DistributionConfig = { CallerReference: `estate-${name}`, ...resolved } as unknown as DistributionConfig;
    const Items = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const { Distribution } = at(path, () =>
      createDistributionWithTags.run(
        { DistributionConfigWithTags: { DistributionConfig, Tags: { Items } } },
        seeding.context('us-east-1'),
      ),
    );
    at(`${path}.unknownElements`, () =>
      putUnknownElements(seeding.context('us-east-1'), Distribution?.Id ?? '', unknownElements),
    );
    if (pricingPlan !== undefined) {
      const resourceArns = [Distribution?.ARN ?? '', Distribution?.DistributionConfig?.WebACLId ?? ''].filter(Boolean);
      putSubscription(seeding.context('us-east-1').world, seeding.account, { planTier: pricingPlan, resourceArns });
    }
    seeding.names.add('distribution', name, {
      account: seeding.account,
      region: undefined,
      value: Distribution?.DomainName ?? '',
      hostedZoneId: CLOUDFRONT_ZONE,
    });
  }
}

/** A copy of the configuration with every reference replaced by what it stands for. */
function resolveReferences(seeding: Seeding, value: unknown, path: string): unknown {
  if (Array.isArray(value)) {
    return value.map((each, index) => resolveReferences(seeding, each, `${path}[${index}]`));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (isReference(value)) {
    return seeding.names.find(toLookup(value, seeding.account), path).value;
  }
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, each]) => [key, resolveReferences(seeding, each, `${path}.${key}`)]));
}

/** AWS's own members start with a capital letter, so a reference cannot be mistaken for one. */
function isReference(value: object): value is Reference {
  const keys = Object.keys(value);
  return keys.some((key) => REFERENCE_KINDS.includes(key)) && keys.every((key) => !/^[A-Z]/.test(key));
}
