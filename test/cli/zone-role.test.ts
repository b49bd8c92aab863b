import { loadEstate } from '../../simulator/estates/load-estate.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { EXTERNAL_ID, zoneElsewhere, zoneRole } from '../support/zones-elsewhere.ts';
import { environmentFor, writesTo } from './demo-estate.ts';
import { runCli } from './run-cli.ts';

describe('--zone-role', () => {
  const aws = useSimulatedAws({
    startAt: new Date(),
    estate: (simulator) => loadEstate(simulator, zoneElsewhere()),
  });
  const plan = (...options: string[]) =>
    runCli(['plan', '--region', 'eu-west-1', '--zone-role', zoneRole().arn, ...options], environmentFor(aws));

  test('finds the zone of a name in another account', async () => {
    const { exitCode, stdout } = await plan('--external-id', EXTERNAL_ID);

    expect(exitCode).toBe(2);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/in zone Z\w+ \(example\.com\) of account 222222222222/);
    expect(writesTo(aws).filter((operation) => operation !== 'AssumeRole')).toEqual([]);
  });

  test('fails where the role cannot be assumed, and says which', async () => {
    const { exitCode, stdout } = await plan();

    expect(exitCode).toBe(1);
    expect(stdout).toContain('hosted zones of account 222222222222');
    expect(stdout.replace(/\s+/g, ' ')).toContain(`role ${zoneRole().arn}: cannot be assumed`);
  });
});
