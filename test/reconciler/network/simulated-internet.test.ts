import { exchange } from '../../../functions/reconciler/network/exchange.ts';
import { createSimulatedInternet } from '../../../functions/reconciler/network/simulated-internet.ts';
import { loadEstate } from '../../../simulator/estates/load-estate.ts';
import { readEstate } from '../../../simulator/estates/read-estate.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws({ estate: (simulator) => loadEstate(simulator, readEstate('demo')) });
const network = () => createSimulatedInternet(aws.simulator.endpoint);

test('names have the addresses of the simulation', async () => {
  const [api, none, unknown] = await Promise.all([
    network().resolve('api.example.com', 4, 'recursive'),
    network().resolve('api.example.com', 6, 'authoritative'),
    network().resolve('nobody.example.org', 4, 'recursive'),
  ]);

  expect(api).toEqual([expect.stringMatching(/^198\.51\.100\.\d+$/)]);
  expect([none, unknown]).toEqual([[], []]);
});

test('requests are answered by the simulated API, over TLS that the simulated authority vouches for', async () => {
  const simulated = network();
  const [address = ''] = await simulated.resolve('api.example.com', 4, 'recursive');
  const asked = { address, scheme: 'https', name: 'api.example.com', method: 'GET', target: '/', headers: {} } as const;

  const answer = await exchange(simulated, asked);

  expect(answer).toMatchObject({ kind: 'answered', distrust: undefined });
});

test('fails to connect as an operating system would', async () => {
  const simulated = network();
  const [address = ''] = await simulated.resolve('api.example.com', 4, 'recursive');

  await expect(simulated.connect(address, 80)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect(simulated.connect('203.0.113.99', 443)).rejects.toMatchObject({ code: 'EHOSTUNREACH' });
});

test('fails when no simulator is there, or something else answers', async () => {
  const nobody = createSimulatedInternet('http://127.0.0.1:9');
  const simulated = network();

  await expect(nobody.resolve('api.example.com', 4, 'recursive')).rejects.toThrow(
    'no simulator answers at http://127.0.0.1:9',
  );
  await expect(simulated.resolve('', 4, 'recursive')).rejects.toThrow(/answered 400 to dns$/);
});
