/** Guards against: a name that is let go of and takes the edge of its wildcard with it. */
import { resourceOf } from '../../support/cloudformation-events.ts';
import { DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { useCloudFormation } from '../../support/simulated-cloudformation.ts';

const aws = useSimulatedAws();
const cloudFormation = useCloudFormation(aws);
const seen = lookAtAws(aws);
const WILDCARD = '*.example.com';

test('a rename away from a wildcard that is refused and rolled back leaves the edge as it was', async () => {
  seed(
    aws,
    estateOf({ names: [DOMAIN, WILDCARD], records: [{ name: WILDCARD, type: 'A', alias: { apiDomain: WILDCARD } }] }),
  );
  const resource = resourceOf();
  const wildcard = { DomainName: WILDCARD };
  const created = await cloudFormation.send(resource.create(wildcard));
  const [before] = await seen.distributions();

  const renamed = await cloudFormation.send(
    resource.update(created.answer.PhysicalResourceId, { DomainName: DOMAIN }, wildcard),
  );
  const { PhysicalResourceId: newId } = renamed.answer;
  const back = await cloudFormation.send(resource.update(newId, wildcard, { DomainName: DOMAIN }));
  const cleanUp = await cloudFormation.send(resource.delete(newId, { DomainName: DOMAIN }));

  expect([renamed, back, cleanUp].map(({ answer }) => answer.Status)).toEqual(['FAILED', 'SUCCESS', 'SUCCESS']);
  const [after, ...others] = await seen.distributions();
  expect(others).toEqual([]);
  expect(after).toMatchObject({ id: before!.id, aliases: [WILDCARD], status: 'Deployed' });
  expect((await seen.config(before!.id)).Enabled).toBe(true);
});
