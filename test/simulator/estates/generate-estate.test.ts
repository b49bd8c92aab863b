import { ApiGatewayV2Client, GetDomainNamesCommand } from '@aws-sdk/client-apigatewayv2';
import { generateEstate } from '../../../simulator/estates/generate-estate.ts';
import { loadEstate } from '../../../simulator/estates/load-estate.ts';
import { parseEstate } from '../../../simulator/estates/parse-estate.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();

describe('behavior', () => {
  test('gives the same document for the same seed, and another for another', () => {
    const document = JSON.stringify(generateEstate({ seed: 1, domains: 40 }));

    expect(JSON.stringify(generateEstate({ seed: 1, domains: 40 }))).toBe(document);
    expect(JSON.stringify(generateEstate({ seed: 2, domains: 40 }))).not.toBe(document);
  });

  test('spreads exactly the domains that are asked for over the accounts', () => {
    const estate = generateEstate({ domains: 103, accounts: 4 });

    const counts = Object.values(estate.accounts).map(({ apiDomains = [] }) => apiDomains.length);
    expect(counts).toEqual([26, 26, 26, 25]);
  });

  test('loads into the simulator, beyond the default quotas', async () => {
    const estate = parseEstate(generateEstate({ domains: 200, regions: ['eu-west-1'] }));

    loadEstate(aws.simulator, estate);

    const client = aws.client(ApiGatewayV2Client, { region: 'eu-west-1' });
    const { Items } = await client.send(new GetDomainNamesCommand({ MaxResults: '500' }));
    expect(Items).toHaveLength(200);
  });
});
