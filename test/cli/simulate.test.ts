import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { CloudFrontClient, ListCachePoliciesCommand } from '@aws-sdk/client-cloudfront';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { runCli, startCli } from './run-cli.ts';

describe('secure-api-edge simulate', () => {
  test('with --json says on its first line how to reach it, and stops on SIGTERM', async () => {
    const child = startCli(['simulate', '--json', '--estate', 'empty', '--speed', '600']);
    const exited = once(child, 'exit');
    const [line] = await once(createInterface(child.stdout), 'line');
    const { endpoint, env } = JSON.parse(line);

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
    expect(env).toMatchObject({ AWS_ENDPOINT_URL: endpoint, SECURE_API_EDGE_POLL_SECONDS: '0.05' });
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
