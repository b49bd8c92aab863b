/** Guards against: a demo that shows what nobody got. */
import { createCaller } from '../../../cli/demo/caller.ts';
import { useServedAws } from '../../support/data-plane.ts';
import { DOMAIN, estateOf, seed } from '../../support/estates.ts';

const aws = useServedAws();
const TOKEN = 'Bearer good-secret-token';

function newCaller() {
  return createCaller(aws.plane, aws.simulator.clock);
}

describe('get', () => {
  test('tells of an answer by the API itself, and of the Authorization that arrived, masked', async () => {
    seed(aws, estateOf());

    const answer = await newCaller().get(`https://${DOMAIN}/items`, TOKEN);

    expect(answer).toMatchObject({ status: 200, through: 'API Gateway', authorizationArrived: 'Bearer good…' });
  });

  test('never sends a token over http://', async () => {
    seed(aws, estateOf());

    const answer = await newCaller().get(`http://${DOMAIN}/items`, TOKEN);

    expect(answer).toMatchObject({ status: 'ECONNREFUSED', authorizationSent: 'not-sent', through: 'nobody' });
    expect(answer.at).toMatch(/^198\.51\.100\.\d+:80$/);
  });

  test('tells when a name has no address', async () => {
    seed(aws, estateOf({ records: [] }));

    const answer = await newCaller().get(`https://${DOMAIN}/items`);

    expect(answer).toMatchObject({ status: 'ENOTFOUND', at: undefined });
  });

  test('fails at a certificate that callers do not trust', async () => {
    const regional = { region: 'eu-west-1', names: [DOMAIN], type: 'PRIVATE' } as const;
    seed(aws, estateOf({ account: { certificates: { regional } } }));

    const answer = await newCaller().get(`https://${DOMAIN}/items`);

    expect(answer.through).toBe('nobody');
    expect(answer.status).toMatch(/CERT|ISSUER|SIGNATURE/);
  });
});
