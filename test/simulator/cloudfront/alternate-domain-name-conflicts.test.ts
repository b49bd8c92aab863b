import {
  CloudFrontClient,
  CreateDistributionCommand,
  type DistributionConfig,
  ListConflictingAliasesCommand,
  ListDomainConflictsCommand,
} from '@aws-sdk/client-cloudfront';
import { type CertificateFields, putCertificate } from '../../../simulator/acm/state.ts';
import { putDomainName } from '../../../simulator/apigatewayv2/seed.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { contextOf } from '../apigatewayv2/api-gateway-world.ts';
import { distributionConfig, withAlternateDomainNames } from './distribution-config.ts';

const ACCOUNT = '111111111111';
const OTHER_ACCOUNT = '222222333333';
const aws = useSimulatedAws();

function certificate(account: string, fields: Partial<CertificateFields> = {}): string {
  const subjectAlternativeNames = ['*.example.com', '*.api.example.com', 'example.com'];
  return putCertificate(aws.simulator.world, account, 'us-east-1', {
    domainName: '*.example.com',
    subjectAlternativeNames,
    ...fields,
  });
}

async function create(config: DistributionConfig, account = ACCOUNT): Promise<string> {
  const command = new CreateDistributionCommand({ DistributionConfig: config });
  const { Distribution } = await aws.client(CloudFrontClient, { account }).send(command);
  return Distribution!.Id!;
}

/** A distribution that holds the name; its id as others see it. */
async function hold(name: string, account = ACCOUNT): Promise<string> {
  const id = await create(withAlternateDomainNames([name], certificate(account)), account);
  return `*******${id.slice(7)}`;
}

/** A distribution that holds no name but may ask who does. */
function prove(fields: Partial<CertificateFields> = {}): Promise<string> {
  return create({ ...withAlternateDomainNames([], certificate(ACCOUNT, fields)), CallerReference: 'target' });
}

function listDomainConflicts(Domain: string, DistributionId: string) {
  const DomainControlValidationResource = { DistributionId };
  return aws.client(CloudFrontClient).send(new ListDomainConflictsCommand({ Domain, DomainControlValidationResource }));
}

function listConflictingAliases(Alias: string, DistributionId: string) {
  return aws.client(CloudFrontClient).send(new ListConflictingAliasesCommand({ Alias, DistributionId }));
}

describe.each([
  ['ListDomainConflicts', listDomainConflicts, 'EntityNotFound'],
  ['ListConflictingAliases', listConflictingAliases, 'NoSuchDistribution'],
] as const)('validation of %s', (_, list, notFound) => {
  test('refuses a distribution that does not exist', async () => {
    const listing = list('www.example.com', 'ENONE');

    await expect(listing).rejects.toMatchObject({ name: notFound, $metadata: { httpStatusCode: 404 } });
  });

  test('refuses a distribution of another account', async () => {
    const id = await create(withAlternateDomainNames(['www.example.com'], certificate(OTHER_ACCOUNT)), OTHER_ACCOUNT);

    const listing = list('www.example.com', id);

    await expect(listing).rejects.toMatchObject({ name: notFound });
  });

  test.each<[string, () => Promise<string>]>([
    ['no certificate', () => create(distributionConfig())],
    [
      'a certificate for other names',
      () => prove({ domainName: 'example.com', subjectAlternativeNames: ['*.example.org'] }),
    ],
  ])('refuses a distribution with %s', async (_title, target) => {
    const listing = list('www.example.com', await target());

    await expect(listing).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'The distribution must have a valid certificate attached that covers the domain name www.example.com.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('refuses a certificate that has expired since', async () => {
    const id = await prove({ notAfter: new Date('2026-01-02T00:00:00Z') });
    aws.simulator.clock.advance(2 * 24 * 3600);

    const listing = list('www.example.com', id);

    await expect(listing).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  test.each(['WWW.example.com', 'www.*.example.com', 'www example.com'])('refuses the name %s', async (name) => {
    const listing = list(name, await prove());

    await expect(listing).rejects.toMatchObject({ name: 'InvalidArgument', message: 'The domain name is not valid.' });
  });
});

describe('validation of ListDomainConflicts', () => {
  test.each([
    ['nothing', {}, 'InvalidArgument'],
    ['two resources', { DistributionId: 'E1', DistributionTenantId: 'dt_1' }, 'InvalidArgument'],
    ['a distribution tenant', { DistributionTenantId: 'dt_1' }, 'EntityNotFound'],
  ])('refuses %s as proof', async (_title, DomainControlValidationResource, name) => {
    const command = new ListDomainConflictsCommand({ Domain: 'www.example.com', DomainControlValidationResource });

    const listing = aws.client(CloudFrontClient).send(command);

    await expect(listing).rejects.toMatchObject({ name });
  });
});

describe('behavior', () => {
  test('lists who holds the name, in whatever account, with half of the ids hidden', async () => {
    const target = await prove();
    const holder = await hold('www.example.com', OTHER_ACCOUNT);

    const conflicts = await listDomainConflicts('www.example.com', target);
    const aliases = await listConflictingAliases('www.example.com', target);

    expect(holder).toMatch(/^\*{7}[A-Z0-9]{7}$/);
    expect(conflicts.DomainConflicts).toEqual([
      { Domain: 'www.example.com', ResourceType: 'distribution', ResourceId: holder, AccountId: '******333333' },
    ]);
    expect(aliases.ConflictingAliasesList).toEqual({
      MaxItems: 4,
      Quantity: 1,
      Items: [{ Alias: 'www.example.com', DistributionId: holder, AccountId: '******333333' }],
    });
  });

  test.each([
    ['www.example.com', ['*.example.com', 'www.example.com']],
    ['*.example.com', ['*.example.com', 'v1.api.example.com', 'www.example.com']],
    ['*.api.example.com', ['*.example.com', 'v1.api.example.com']],
    ['example.com', []],
  ])('finds what %s overlaps with', async (name, expected) => {
    const target = await prove();
    await hold('www.example.com');
    await hold('*.example.com', OTHER_ACCOUNT);
    await hold('v1.api.example.com');

    const { DomainConflicts = [] } = await listDomainConflicts(name, target);

    expect(DomainConflicts.map(({ Domain }) => Domain)).toEqual(expected);
  });

  test('leaves out the distribution that asks', async () => {
    const target = await create(withAlternateDomainNames(['www.example.com'], certificate(ACCOUNT)));

    const conflicts = await listDomainConflicts('www.example.com', target);
    const aliases = await listConflictingAliases('www.example.com', target);

    expect(conflicts.DomainConflicts ?? []).toEqual([]);
    expect(aliases.ConflictingAliasesList).toEqual({ MaxItems: 4, Quantity: 0 });
  });

  test('shows the distribution of an EDGE custom domain name as one of API Gateway', async () => {
    const target = await prove();
    putDomainName(contextOf(aws), { name: 'www.example.com', endpointTypes: ['EDGE'] });

    const { DomainConflicts } = await listDomainConflicts('www.example.com', target);

    expect(DomainConflicts).toEqual([
      {
        Domain: 'www.example.com',
        ResourceType: 'distribution',
        ResourceId: expect.stringMatching(/^\*{7}[A-Z0-9]{7}$/),
        AccountId: '******576650',
      },
    ]);
  });
});
