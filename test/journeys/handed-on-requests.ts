/** Requests of CloudFormation on their way to the state machine. */
import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { resourceOf } from '../support/cloudformation-events.ts';
import { ACCOUNT, estateOf } from '../support/estates.ts';
import type { Journey } from './journey.ts';
import type { JourneyWorld } from './journey-world.ts';

export const HANDED_ON_REQUESTS: readonly Journey[] = [
  {
    title: 'a request that is handed on, delivered twice, and replaced by a newer one',
    estate: estateOf(),
    async play(world) {
      const resource = resourceOf();
      const create = resource.create();
      await world.handOn(create);
      await world.handOn(create);
      await world.handOn(resource.create({ PriceClass: 'PriceClass_100' }));

      expect((await executions(world)).toSorted()).toEqual(['ABORTED Superseded', 'RUNNING']);
    },
  },
];

async function executions({ aws }: JourneyWorld): Promise<readonly string[]> {
  const client = aws.client(SFNClient, { region: 'eu-west-1' });
  const stateMachineArn = `arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:ConvergeStateMachine`;
  const { executions: listed } = await client.send(new ListExecutionsCommand({ stateMachineArn }));
  return Promise.all(
    listed!.map(async ({ executionArn }) => {
      const { status, error } = await client.send(new DescribeExecutionCommand({ executionArn }));
      return [status, error].filter((word) => word !== undefined).join(' ');
    }),
  );
}
