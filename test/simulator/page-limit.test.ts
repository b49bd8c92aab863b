import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import {
  APIGatewayClient,
  GetAuthorizersCommand as GetAuthorizersOfRestApiCommand,
  GetBasePathMappingsCommand,
  GetResourcesCommand as GetResourcesOfRestApiCommand,
  GetRestApisCommand,
  GetDomainNamesCommand as ListDomainNamesInVersion1Command,
} from '@aws-sdk/client-api-gateway';
import {
  GetApiMappingsCommand,
  GetApisCommand,
  GetAuthorizersCommand,
  GetDomainNamesCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  ListRoutingRulesCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  CloudFrontClient,
  ListCachePoliciesCommand,
  ListConflictingAliasesCommand,
  ListDistributionsCommand,
  ListDomainConflictsCommand,
  ListInvalidationsCommand,
  ListOriginRequestPoliciesCommand,
  ListResponseHeadersPoliciesCommand,
} from '@aws-sdk/client-cloudfront';
import {
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import {
  ListHostedZonesByNameCommand,
  ListHostedZonesCommand,
  ListResourceRecordSetProtectionsCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ListSecretVersionIdsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import {
  createPricingPlanManagerClient,
  ListSubscriptionsCommand,
} from '../../functions/reconciler/aws/pricing-plan-manager.ts';
import { regionStatuses } from '../../simulator/account/state.ts';
import { cloudFront } from '../../simulator/cloudfront/state.ts';
import type { Operation, Service } from '../../simulator/core/operation.ts';
import { shapeOf } from '../../simulator/core/operation-shape.ts';
import { subscriptions } from '../../simulator/pricing-plan-manager/state.ts';
import { services } from '../../simulator/services.ts';
import { startSimulator } from '../../simulator/start-simulator.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { apiGateway, REGION } from './apigatewayv2/api-gateway-world.ts';
import { createPagedWorld, type PagedWorld } from './paged-world.ts';

const ACCOUNT = '111111111111';
const aws = useSimulatedAws({ pageLimit: 1 });
let here: PagedWorld;

beforeEach(async () => {
  here = await createPagedWorld(aws);
});

interface Page {
  readonly items: readonly unknown[] | undefined;
  /** What makes the next request continue here; undefined on the last page. */
  readonly next: object | undefined;
}

/** Asks for as many items as AWS allows, from where the page before ended. */
type List = (from: object) => Promise<Page>;

const cloudfront = () => aws.client(CloudFrontClient);
const route53 = () => aws.client(Route53Client);
const version1 = () => aws.client(APIGatewayClient, { region: REGION });
const policies = () => aws.simulator.world.state(cloudFront, ACCOUNT);

const lists: Readonly<Record<string, readonly [total: () => number, list: List]>> = {
  ListDistributions: [
    () => 3,
    async (from) => {
      const { DistributionList } = await cloudfront().send(new ListDistributionsCommand({ MaxItems: 100, ...from }));
      return byMarker(DistributionList);
    },
  ],
  ListCachePolicies: [
    () => policies().cachePolicies.size,
    async (from) => {
      const { CachePolicyList } = await cloudfront().send(new ListCachePoliciesCommand({ MaxItems: 100, ...from }));
      return byMarker(CachePolicyList);
    },
  ],
  ListOriginRequestPolicies: [
    () => policies().originRequestPolicies.size,
    async (from) => {
      const command = new ListOriginRequestPoliciesCommand({ MaxItems: 100, ...from });
      return byMarker((await cloudfront().send(command)).OriginRequestPolicyList);
    },
  ],
  ListResponseHeadersPolicies: [
    () => policies().responseHeadersPolicies.size,
    async (from) => {
      const command = new ListResponseHeadersPoliciesCommand({ MaxItems: 100, ...from });
      return byMarker((await cloudfront().send(command)).ResponseHeadersPolicyList);
    },
  ],
  ListInvalidations: [
    () => 2,
    async (from) => {
      const { distributionId: DistributionId } = here;
      const command = new ListInvalidationsCommand({ DistributionId, MaxItems: 100, ...from });
      return byMarker((await cloudfront().send(command)).InvalidationList);
    },
  ],
  ListConflictingAliases: [
    () => 2,
    async (from) => {
      const question = { Alias: '*.example.com', DistributionId: here.distributionId, MaxItems: 100 };
      const answer = await cloudfront().send(new ListConflictingAliasesCommand({ ...question, ...from }));
      return byMarker(answer.ConflictingAliasesList);
    },
  ],
  ListDomainConflicts: [
    () => 2,
    async (from) => {
      const DomainControlValidationResource = { DistributionId: here.distributionId };
      const question = { Domain: '*.example.com', DomainControlValidationResource, MaxItems: 100 };
      const { DomainConflicts, NextMarker } = await cloudfront().send(
        new ListDomainConflictsCommand({ ...question, ...from }),
      );
      return byMarker({ Items: DomainConflicts, NextMarker });
    },
  ],
  ListHostedZones: [
    () => 2,
    async (from) => {
      const { HostedZones, NextMarker } = await route53().send(new ListHostedZonesCommand({ MaxItems: 100, ...from }));
      return byMarker({ Items: HostedZones, NextMarker });
    },
  ],
  ListHostedZonesByName: [
    () => 2,
    async (from) => {
      const answer = await route53().send(new ListHostedZonesByNameCommand({ MaxItems: 100, ...from }));
      const next = { DNSName: answer.NextDNSName, HostedZoneId: answer.NextHostedZoneId };
      return { items: answer.HostedZones, next: answer.IsTruncated ? next : undefined };
    },
  ],
  ListResourceRecordSets: [
    () => 2,
    async (from) => {
      const { hostedZoneId: HostedZoneId } = here;
      const answer = await route53().send(new ListResourceRecordSetsCommand({ HostedZoneId, MaxItems: 300, ...from }));
      const next = { StartRecordName: answer.NextRecordName, StartRecordType: answer.NextRecordType };
      return { items: answer.ResourceRecordSets, next: answer.IsTruncated ? next : undefined };
    },
  ],
  ListResourceRecordSetProtections: [
    () => 2,
    async (from) => {
      const { hostedZoneId: HostedZoneId } = here;
      const command = new ListResourceRecordSetProtectionsCommand({ HostedZoneId, MaxResults: 300, ...from });
      const { ResourceRecordSetProtections, NextToken } = await route53().send(command);
      return byToken({ Items: ResourceRecordSetProtections, NextToken });
    },
  ],
  GetDomainNames: [
    () => 2,
    async (from) => byToken(await apiGateway(aws).send(new GetDomainNamesCommand({ MaxResults: '100', ...from }))),
  ],
  GetApis: [
    () => 2,
    async (from) => byToken(await apiGateway(aws).send(new GetApisCommand({ MaxResults: '100', ...from }))),
  ],
  GetApiMappings: [
    () => 2,
    async (from) => {
      const { domainName: DomainName } = here;
      return byToken(await apiGateway(aws).send(new GetApiMappingsCommand({ DomainName, MaxResults: '100', ...from })));
    },
  ],
  ListRoutingRules: [
    () => 2,
    async (from) => {
      const { domainName: DomainName } = here;
      const command = new ListRoutingRulesCommand({ DomainName, MaxResults: 100, ...from });
      const { RoutingRules, NextToken } = await apiGateway(aws).send(command);
      return byToken({ Items: RoutingRules, NextToken });
    },
  ],
  GetRoutes: [() => 2, async (from) => byToken(await apiGateway(aws).send(new GetRoutesCommand(ofApi(from))))],
  GetAuthorizers: [
    () => 2,
    async (from) => byToken(await apiGateway(aws).send(new GetAuthorizersCommand(ofApi(from)))),
  ],
  GetIntegrations: [
    () => 2,
    async (from) => byToken(await apiGateway(aws).send(new GetIntegrationsCommand(ofApi(from)))),
  ],
  GetStages: [() => 2, async (from) => byToken(await apiGateway(aws).send(new GetStagesCommand(ofApi(from))))],
  'GetDomainNames (version 1)': [
    () => 2,
    async (from) => byPosition(await version1().send(new ListDomainNamesInVersion1Command({ limit: 500, ...from }))),
  ],
  'GetBasePathMappings (version 1)': [
    () => 2,
    async (from) => {
      const { domainName } = here;
      return byPosition(await version1().send(new GetBasePathMappingsCommand({ domainName, limit: 500, ...from })));
    },
  ],
  'GetRestApis (version 1)': [
    () => 2,
    async (from) => byPosition(await version1().send(new GetRestApisCommand({ limit: 500, ...from }))),
  ],
  'GetResources (version 1)': [
    () => 3,
    async (from) => byPosition(await version1().send(new GetResourcesOfRestApiCommand(ofRestApi(from)))),
  ],
  'GetAuthorizers (version 1)': [
    () => 2,
    async (from) => byPosition(await version1().send(new GetAuthorizersOfRestApiCommand(ofRestApi(from)))),
  ],
  ListSecretVersionIds: [
    () => 2,
    async (from) => {
      const command = new ListSecretVersionIdsCommand({ SecretId: here.secretId, MaxResults: 100, ...from });
      const { Versions, NextToken } = await aws.client(SecretsManagerClient).send(command);
      return byToken({ Items: Versions, NextToken });
    },
  ],
  ListExecutions: [
    () => 2,
    async (from) => {
      const command = new ListExecutionsCommand({ stateMachineArn: here.stateMachineArn, maxResults: 1000, ...from });
      const { executions, nextToken } = await aws.client(SFNClient).send(command);
      return { items: executions, next: nextToken === undefined ? undefined : { nextToken } };
    },
  ],
  ListCertificates: [
    () => 2,
    async (from) => {
      const command = new ListCertificatesCommand({ MaxItems: 1000, ...from });
      const { CertificateSummaryList, NextToken } = await aws.client(ACMClient).send(command);
      return byToken({ Items: CertificateSummaryList, NextToken });
    },
  ],
  GetResources: [
    () => 3,
    async (from) => {
      const question = { ResourceTypeFilters: ['cloudfront:distribution'], ResourcesPerPage: 100 };
      const { ResourceTagMappingList, PaginationToken } = await aws
        .client(ResourceGroupsTaggingAPIClient)
        .send(new GetResourcesCommand({ ...question, ...from }));
      return { items: ResourceTagMappingList, next: PaginationToken ? { PaginationToken } : undefined };
    },
  ],
  ListAccounts: [
    () => 2,
    async (from) => {
      const command = new ListAccountsCommand({ MaxResults: 20, ...from });
      const { Accounts, NextToken } = await aws.client(OrganizationsClient).send(command);
      return byToken({ Items: Accounts, NextToken });
    },
  ],
  ListAccountsForParent: [
    () => 2,
    async (from) => {
      const { rootId: ParentId } = here;
      const command = new ListAccountsForParentCommand({ ParentId, MaxResults: 20, ...from });
      const { Accounts, NextToken } = await aws.client(OrganizationsClient).send(command);
      return byToken({ Items: Accounts, NextToken });
    },
  ],
  ListOrganizationalUnitsForParent: [
    () => 2,
    async (from) => {
      const { rootId: ParentId } = here;
      const command = new ListOrganizationalUnitsForParentCommand({ ParentId, MaxResults: 20, ...from });
      const { OrganizationalUnits, NextToken } = await aws.client(OrganizationsClient).send(command);
      return byToken({ Items: OrganizationalUnits, NextToken });
    },
  ],
  ListObjectsV2: [
    () => 2,
    async (from) => {
      const command = new ListObjectsV2Command({ Bucket: here.bucket, MaxKeys: 1000, ...from });
      const { Contents, NextContinuationToken: ContinuationToken } = await aws.client(S3Client).send(command);
      return { items: Contents, next: ContinuationToken === undefined ? undefined : { ContinuationToken } };
    },
  ],
  ListSubscriptions: [
    () => aws.simulator.world.state(subscriptions, ACCOUNT).size,
    async (from) => {
      const { subscriptionSummaries, nextToken } = await listSubscriptions(from);
      return { items: subscriptionSummaries, next: nextToken === undefined ? undefined : { nextToken } };
    },
  ],
  ListRegions: [
    () => aws.simulator.world.state(regionStatuses, ACCOUNT).size,
    async (from) => {
      const command = new ListRegionsCommand({ MaxResults: 50, ...from });
      const { Regions, NextToken } = await aws.client(AccountClient).send(command);
      return byToken({ Items: Regions, NextToken });
    },
  ],
};

async function listSubscriptions(from: object) {
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'simulated' };
  const client = createPricingPlanManagerClient({ endpoint: aws.simulator.endpoint, region: 'us-east-1', credentials });
  const page = await client.send(new ListSubscriptionsCommand(from));
  client.destroy();
  return page;
}

function ofApi(from: object) {
  return { ApiId: here.apiId, MaxResults: '100', ...from };
}

function ofRestApi(from: object) {
  return { restApiId: here.restApiId, limit: 500, ...from };
}

function byPosition({ items, position }: { items?: readonly unknown[]; position?: string }): Page {
  return { items, next: position === undefined ? undefined : { position } };
}

function byMarker(list: { Items?: readonly unknown[]; NextMarker?: string } | undefined): Page {
  return { items: list?.Items, next: list?.NextMarker === undefined ? undefined : { Marker: list.NextMarker } };
}

function byToken({ Items, NextToken }: { Items?: readonly unknown[]; NextToken?: string }): Page {
  return { items: Items, next: NextToken === undefined ? undefined : { NextToken } };
}

/** The two versions of API Gateway's API have operations of the same name. */
function nameOf({ shapeNamespace }: Service, operation: Operation): string {
  const { name } = shapeOf(operation);
  return shapeNamespace === 'com.amazonaws.apigateway' ? `${name} (version 1)` : name;
}

async function pagesOf(list: List): Promise<(readonly unknown[])[]> {
  const pages: (readonly unknown[])[] = [];
  let from: object | undefined = {};
  while (from !== undefined) {
    const { items = [], next }: Page = await list(from);
    pages.push(items);
    from = next;
  }
  return pages;
}

describe('page limit', () => {
  test.each(Object.keys(lists))('lets %s answer all one by one, whatever the caller asks for', async (operation) => {
    const [total, list] = lists[operation]!;

    const pages = await pagesOf(list);

    const items = new Set(pages.flat().map((item) => JSON.stringify(item)));
    expect(pages.map(({ length }) => length)).toEqual(Array.from({ length: total() }, () => 1));
    expect(items.size).toBe(total());
    expect(items.size).toBeGreaterThan(1);
  });

  test('is tried on every list that the simulator answers', () => {
    const operations = services.flatMap((service) => service.operations.map((operation) => nameOf(service, operation)));

    // The tags of a resource and the stages of a REST API come in one answer, in AWS too; there is one root, and one parent.
    const answered = operations.filter(
      (name) =>
        /^List|^Get\w+s( \(version 1\))?$/.test(name) &&
        !/Tags|GetStages \(version 1\)|ListParents|ListRoots/.test(name),
    );

    expect(answered.toSorted()).toEqual(Object.keys(lists).toSorted());
  });

  test('survives a reset', async () => {
    await aws.simulator.reset();
    here = await createPagedWorld(aws);

    const { DistributionList } = await cloudfront().send(new ListDistributionsCommand({ MaxItems: 100 }));

    expect(DistributionList).toMatchObject({ MaxItems: 100, Quantity: 1, IsTruncated: true });
  });

  test.each([0, -1, 1.5, Number.NaN])('refuses a limit of %d', async (pageLimit) => {
    await expect(startSimulator({ pageLimit })).rejects.toThrow('pageLimit: must be a whole number, 1 or more');
  });
});
