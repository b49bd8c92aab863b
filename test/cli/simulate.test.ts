import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { CloudFrontClient, ListCachePoliciesCommand } from '@aws-sdk/client-cloudfront';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { runCli, startCli } from './run-cli.ts';

/** What the export lines of a running simulator set. */
async function environmentOf(child: ReturnType<typeof startCli>): Promise<Readonly<Record<string, string>>> {
  const environment: Record<string, string> = {};
  for await (const line of createInterface(child.stdout)) {
    const [, name = '', value = ''] = /^export (\w+)=(.*)$/.exec(line) ?? [];
    environment[name] = value;
    if (name === 'SECURE_API_EDGE_POLL_SECONDS') break;
  }
  return environment;
}

describe('secure-api-edge simulate', () => {
  test('with --json says on its first line how to reach it, and stops on SIGTERM', async () => {
    const child = startCli(['simulate', '--json', '--estate', 'empty', '--speed', '600']);
    const exited = once(child, 'exit');
    const [line] = await once(createInterface(child.stdout), 'line');
    const { endpoint, env, regions } = JSON.parse(line);

    const sts = new STSClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: '111111111111', secretAccessKey: 'simulated' },
    });
    const { Account } = await sts.send(new GetCallerIdentityCommand({}));
    sts.destroy();
    child.kill('SIGTERM');
    const [exitCode] = await exited;

    expect(Account).toBe('111111111111');
    expect(regions).toEqual([]);
    expect(env).toMatchObject({
      AWS_ENDPOINT_URL: endpoint,
      PROBE_NETWORK: endpoint,
      SECURE_API_EDGE_DRAIN_SECONDS: '0.1',
      SECURE_API_EDGE_POLL_SECONDS: '0.05',
    });
    expect(exitCode).toBe(0);
  });

  test('with --page-limit no page of any list is longer', async () => {
    const child = startCli(['simulate', '--json', '--page-limit', '2']);
    const exited = once(child, 'exit');
    const [line] = await once(createInterface(child.stdout), 'line');

    const cloudFront = new CloudFrontClient({
      endpoint: JSON.parse(line).endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: '111111111111', secretAccessKey: 'simulated' },
    });
    const { CachePolicyList } = await cloudFront.send(new ListCachePoliciesCommand({ Type: 'managed' }));
    cloudFront.destroy();
    child.kill('SIGTERM');
    await exited;

    expect(CachePolicyList).toMatchObject({ Quantity: 2, NextMarker: expect.any(String) });
  });

  test.each(['0', '2.5', 'all'])('refuses the page limit %s', async (limit) => {
    const { exitCode, stderr } = await runCli(['simulate', '--page-limit', limit]);

    expect(exitCode).toBe(1);
    expect(stderr).toContain(`--page-limit: is not a whole number from 1 to 1000, got "${limit}"`);
  });

  test('prints the environment as export lines for a shell', async () => {
    const child = startCli(['simulate']);
    const exited = once(child, 'exit');
    const [first] = await once(createInterface(child.stdout), 'line');
    child.kill('SIGINT');
    await exited;

    expect(first).toMatch(/^export AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('leads to every Region in which the estate has API domains', async () => {
    const child = startCli(['simulate']);
    const exited = once(child, 'exit');
    const hint = new Promise<string>((resolve) => {
      createInterface(child.stderr).on('line', (line) => {
        if (line.startsWith('npx secure-api-edge plan')) resolve(line);
      });
    });
    const [options, environment] = await Promise.all([hint, environmentOf(child)]);

    const { stdout } = await runCli(options.split(' ').slice(2), environment);
    child.kill('SIGINT');
    await exited;

    expect(options).toBe('npx secure-api-edge plan --region eu-west-1 --region us-east-1');
    expect(stdout).toContain('old.example.com');
    expect(stdout).toContain('api.example.com');
  });

  test('fails when the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;

    const { exitCode, stderr } = await runCli(['simulate', '--port', String(port)]);
    server.close();

    expect(exitCode).toBe(1);
    expect(stderr).toContain(`--port: is in use, got ${port}`);
  });

  test('fails with the path of what is wrong in an estate', async () => {
    const { exitCode, stderr } = await runCli(['simulate', '--estate', 'package.json']);

    expect(exitCode).toBe(1);
    expect(stderr).toContain('--estate: accounts: ');
  });
});
