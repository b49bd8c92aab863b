import { ListHostedZonesCommand } from '@aws-sdk/client-route-53';
import { stopClients } from '../../../functions/reconciler/aws/stop-clients.ts';
import { estateOf, seed } from '../../support/estates.ts';
import { useReconciler } from '../../support/reconciler.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { ZONE_ACCOUNT, zoneOwner, zoneRole } from '../../support/zones-elsewhere.ts';

const aws = useSimulatedAws();
const reconciler = useReconciler(aws, { zoneRoles: [zoneRole()] });

test('clients that were stopped send nothing, in no account', async () => {
  seed(aws, estateOf({ otherAccounts: { [ZONE_ACCOUNT]: zoneOwner([]) } }));
  const { route53, zoneOwners } = stopClients(reconciler.context().clients, AbortSignal.abort());

  for (const client of [route53, ...zoneOwners.map((owner) => owner.route53)]) {
    await expect(client.send(new ListHostedZonesCommand({}))).rejects.toThrow('aborted');
  }

  expect(aws.simulator.requests().filter(({ operation }) => operation === 'ListHostedZones')).toEqual([]);
});
